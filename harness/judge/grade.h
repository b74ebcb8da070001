/* SPDX-License-Identifier: MIT */
/*
 * Grading: from the judgements of cases to those of groups and of the whole. No program is run: it is the
 * default grader of the legacy format ("Default Grader Specification"; problemtools' default_grader where the
 * text leaves something open), and the "Result Aggregation" of 2025-09.
 *
 * The cases come in their order. For each, ask grade_counts; if it counts, add its judgement.
 */
#ifndef HARNESS_JUDGE_GRADE_H
#define HARNESS_JUDGE_GRADE_H

#include "winnow/judgement.h"
#include "winnow/problem.h"

struct grade;

/* For a problem with groups, which is borrowed. NULL: out of memory. */
struct grade *grade_start(const struct problem *problem);
void grade_free(struct grade *grade); /* takes NULL */

/*
 * Whether the next case, of this group, counts: no group that it is in was left for a case that was not
 * accepted, and all that is required was accepted.
 */
bool grade_counts(struct grade *grade, size_t group);

/*
 * Adds that case, and gives it its score unless a validator did. `number`: its place in whole->cases. A static
 * validation case has a best score of its own.
 */
void grade_add(struct grade *grade, size_t number, bool is_static, struct judgement *one);

/*
 * After the last case. Sets the verdict, test, detail, score and groups of the whole, whose `cases` are the
 * ones that were added, with others between them perhaps; its measures are left alone. -1: out of memory.
 */
int grade_end(struct grade *grade, struct judgement *whole, struct err *err);

#endif
