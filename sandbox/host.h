/* SPDX-License-Identifier: MIT */
/* What all cells of one winnow share. Private to the sandbox. */
#ifndef SANDBOX_HOST_H
#define SANDBOX_HOST_H

#include "sandbox/cgroup.h"
#include "sandbox/policy.h"

struct sandbox {
    enum isolation level;
    bool has_cgroup;
    struct cgroup_host cgroup;
    struct filter filters[PROFILE_COUNT];
    unsigned cells_made; /* numbers groups and uids */
};

#endif
