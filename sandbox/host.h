/* SPDX-License-Identifier: MIT */
/* What all cells of one winnow share. Private to the sandbox. */
#ifndef SANDBOX_HOST_H
#define SANDBOX_HOST_H

#include "sandbox/limits/cgroup.h"
#include "sandbox/policy/policy.h"

struct sandbox {
    enum isolation level;
    bool has_cgroup;
    struct cgroup_host cgroup;
    int landlock_abi; /* 0: none */
    bool randomised;  /* basic: addresses cannot be kept the same */
    struct policy_filter filters[POLICY_COUNT];
    unsigned cells_made; /* numbers groups and uids */
    int warm_library;    /* warm/library/ in a sealed memfd, or -1 */
};

#endif
