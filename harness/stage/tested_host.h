/* SPDX-License-Identifier: MIT */
/*
 * The sandbox's self-test is half of what a start costs. What it found holds for this winnow and this user, with the same
 * rights, in the same namespaces and cgroup, until the next boot. So for an hour it is not asked again.
 */
#ifndef HARNESS_STAGE_TESTED_HOST_H
#define HARNESS_STAGE_TESTED_HOST_H

#include "record/settings.h"

/* sandbox_open. In the cache directory `dir` it notes that the test was passed; NULL, or --self-test: it is made each time. */
int tested_host_open(struct sandbox **out, const struct settings *settings, const char *dir,
                     struct err *err);

#endif
