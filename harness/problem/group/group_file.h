/* SPDX-License-Identifier: MIT */
/*
 * testdata.yaml (legacy), test_group.yaml and <case>.yaml (2025-09): settings of parts of the test data. Keys
 * that change a score or what is run and that we do not act on are an ERR_INPUT with file and line.
 */
#ifndef HARNESS_PROBLEM_GROUP_GROUP_FILE_H
#define HARNESS_PROBLEM_GROUP_GROUP_FILE_H

#include "problem/group/groups.h"

/* Reads the directory's own file at `path` into its group. */
int group_file_read(struct loading *loading, const char *path, struct group_place *place,
                    struct err *err);

/* Reads the <case>.yaml at `path`; *settings are those of the case. */
int group_file_read_case(struct loading *loading, const char *path, const struct group_place *place,
                         struct case_settings **settings, struct err *err);

/* One key of problem.yaml's `grading` (legacy), "accept_score" and the like. */
int group_file_take_default(struct loading *loading, const char *key, const char *value,
                            struct err *err);

#endif
