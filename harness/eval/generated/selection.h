/* SPDX-License-Identifier: MIT */
/*
 * What a choice among samples by generated tests would have solved: the rules of select/ on the programs of each task and
 * the tests that a model wrote for it.
 */
#ifndef HARNESS_EVAL_GENERATED_SELECTION_H
#define HARNESS_EVAL_GENERATED_SELECTION_H

#include "eval/evaluation.h"
#include "eval/result/comparison.h"

enum { SELECTION_RULES = 5, SELECTION_MAX = SELECTION_RULES * ESTIMATES_MAX };

/*
 * For each rule (codet, b4, maxpass, vote, cluster) and each K that all tasks have samples for, `RULE@K`: the share of tasks that
 * one of the first K picks solves, by the suite's own tests; the mean over a hundred seeds, since rules choose within sets by
 * chance. Equal samples are copies of one program, which is picked once. `out` has room for SELECTION_MAX.
 */
int selection_estimate(const struct evaluation *evaluation, const unsigned *ks, size_t k_count,
                       struct named_estimate *out, size_t *count, struct err *err);

#endif
