/* SPDX-License-Identifier: MIT */
/* The data that all cells of one winnow share. Private to the sandbox. */
#ifndef SANDBOX_HOST_H
#define SANDBOX_HOST_H

#include "sandbox/limits/cgroup.h"
#include "sandbox/policy/policy.h"

enum { SHOWN_MAX = 64 };

struct sandbox {
    enum isolation level;
    bool tested; /* the self-test is left out */
    bool has_cgroup;
    struct cgroup_host cgroup;
    int landlock_abi; /* set at the level basic; 0 without Landlock */
    bool randomised;  /* level basic: addresses cannot be fixed */
    struct policy_filter filters[POLICY_COUNT];
    unsigned cells_made;              /* the number of the next cell, for its cgroup and uid */
    int warm_library;                 /* warm/library/ in a sealed memfd, or -1 */
    const char *shown[SHOWN_MAX + 1]; /* what cells show beside the usual, ended by NULL */
};

#endif
