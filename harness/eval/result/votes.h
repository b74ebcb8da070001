/* SPDX-License-Identifier: MIT */
/* Of samples that went on after their first failure: maj@k, and n@k with clusters. */
#ifndef HARNESS_EVAL_RESULT_VOTES_H
#define HARNESS_EVAL_RESULT_VOTES_H

#include "eval/evaluation.h"
#include "eval/result/comparison.h"

enum { VOTES_MAX = 3 * ESTIMATES_MAX };

/*
 * Two samples of a task behave alike if both pass, or if on each test they had the same verdict and the same output (tokens),
 * or gave the same answers to the same calls (calls/python/tests.py). What did not compile is in no group, and wins nothing.
 * maj@K for each K that all tasks have samples for; clustered_1@K and clustered_10@K where n@K is known too. Nothing, and
 * a remark, where a task's tests end at the first failure. `out` has room for VOTES_MAX.
 */
int votes_estimate(const struct evaluation *evaluation, const unsigned *ks, size_t k_count,
                   struct named_estimate *out, size_t *count, struct err *err);

#endif
