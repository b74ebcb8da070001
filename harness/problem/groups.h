/* SPDX-License-Identifier: MIT */
/*
 * testdata.yaml (legacy), test_group.yaml and <case>.yaml (2025-09): settings of parts of the test
 * data. 2025-09 has no other place for output validator flags. We judge all of a problem with one
 * set of them, so flags are taken from these files as long as the same ones hold for every test;
 * where they would differ, the problem is refused, as the verdicts would be wrong.
 */
#ifndef HARNESS_PROBLEM_GROUPS_H
#define HARNESS_PROBLEM_GROUPS_H

#include "problem/parts.h"

struct group_flags {
    bool given;
    char where[512]; /* "file:line", cut when longer */
    struct compare_flags flags;
};

struct group_settings {
    struct group_flags data, sample, secret; /* of these directories */
    struct group_flags finer;                /* of groups and cases below them, all the same */
};

/* Reads one such file. Its flags go to *flags; other ones that are there already are refused. */
int groups_read(struct problem *problem, const char *path, struct group_flags *flags,
                struct err *err);

/* Decides which flags hold, once the tests are known. */
int groups_settle(struct problem *problem, const struct group_settings *settings, bool has_samples,
                  bool has_secrets, struct err *err);

#endif
