/* SPDX-License-Identifier: MIT */
/* problem.yaml, in the legacy and the 2025-09 versions. */
#ifndef HARNESS_PROBLEM_METADATA_H
#define HARNESS_PROBLEM_METADATA_H

#include "problem/parts.h"
#include "problem/timelimit.h"

/*
 * Reads the file at `path` into the problem; what it says of the time goes to *time. Keys that we
 * do not know give a warning. Kinds of problem that we would judge wrongly (submitted answers) are an ERR_INPUT.
 */
int metadata_load(struct loading *loading, const char *path, struct time_claim *time,
                  struct err *err);

#endif
