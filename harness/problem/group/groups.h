/* SPDX-License-Identifier: MIT */
/*
 * The tree of test groups: data/, data/sample, data/secret, and the directories in them. What the file of a
 * directory does not say (group_file.h) holds as in the directory above, key by key. That is what
 * problemtools and BAPCtools do; the text of the legacy version would have one file replace the other. What
 * 2025-09 says about scores is not inherited.
 */
#ifndef HARNESS_PROBLEM_GROUP_GROUPS_H
#define HARNESS_PROBLEM_GROUP_GROUPS_H

#include "problem/parts.h"

/* A directory of test data that is being read. */
struct group_place {
    size_t group;                          /* its number in the problem */
    struct case_settings *settings;        /* of its cases */
    struct case_settings *static_settings; /* of its static validation case; NULL: it has none */
    unsigned depth;                        /* data/: 0 */
};

/* data/, before its files: what problem.yaml says. */
int groups_begin(struct loading *loading, struct group_place *root, struct err *err);

/* The directory `name` (below data/), which may be a group of its own. */
int groups_enter(struct loading *loading, const struct group_place *above, const char *name,
                 struct group_place *out, struct err *err);

#endif
