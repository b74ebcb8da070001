/* SPDX-License-Identifier: MIT */
/* What the scores of groups can be, once all test cases are known. */
#ifndef HARNESS_PROBLEM_GROUP_SCORING_H
#define HARNESS_PROBLEM_GROUP_SCORING_H

#include "problem/parts.h"

/*
 * Fills the best score of each group and of its cases, and decides whether the problem is graded. A
 * declaration that 2025-09 does not allow is an ERR_INPUT: the scores could not be right.
 */
int scoring_settle(struct loading *loading, struct err *err);

#endif
