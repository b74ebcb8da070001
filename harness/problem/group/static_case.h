/* SPDX-License-Identifier: MIT */
/* The static validation case of a group (2025-09, "Static validation test cases"), as its file claims it. */
#ifndef HARNESS_PROBLEM_GROUP_STATIC_CASE_H
#define HARNESS_PROBLEM_GROUP_STATIC_CASE_H

#include "problem/group/settings.h"

struct static_claim {
    size_t line; /* of static_validation_score; 0: it is not there */
    bool is_pass_fail;
    double score; /* where it is not */
};

/* The value of static_validation_score. */
int static_claim_take(struct static_claim *claim, const char *value, size_t line, struct err *err);

/*
 * The whole file at `path` has been read: gives the group its static validation case, if it claims one. *settings
 * are those of the case then, made of the group's and of `args`; else they are left alone. ERR_INPUT
 * with file and line: a claim that the format calls an error, or one that no score could satisfy.
 */
int static_claim_settle(const struct static_claim *claim, struct loading *loading,
                        struct test_group *group, const struct case_settings *above,
                        const struct words *args, const char *path, struct case_settings **settings,
                        struct err *err);

#endif
