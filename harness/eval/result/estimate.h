/* SPDX-License-Identifier: MIT */
/* Estimates of how often a generator solves a task, from samples of it. Pure. */
#ifndef HARNESS_EVAL_RESULT_ESTIMATE_H
#define HARNESS_EVAL_RESULT_ESTIMATE_H

#include "base/json/json_writer.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of one task: samples, how many of them are right, and how many pass its example tests, as each right one does. */
struct tally {
    size_t samples, right, survivors;
};

struct estimate {
    double value;
    double low, high; /* the middle 95 % of bootstrap samples of the tasks */
};

/*
 * pass@k: 1 - C(n-c,k) / C(n,k), the chance that one of k samples is right (Chen et al. 2021, section 2.1),
 * multiplied out in the order of openai/human-eval, so that the last digits agree. n >= k.
 */
double estimate_pass_at(struct tally tally, size_t k);

/* pass^k: C(c,k) / C(n,k), the chance that all of k samples are right (tau-bench). n >= k. */
double estimate_pass_all(struct tally tally, size_t k);

/*
 * n@k, the chance to solve the task by n submissions out of k samples: of k samples those that pass the example tests are
 * kept, n of them are chosen at random, and one must be right (Li et al. 2022, appendix A.3, whose Algorithm 1 draws
 * what is summed up exactly here). n >= 1, samples >= k.
 */
double estimate_submitting(struct tally tally, size_t n, size_t k);
double estimate_one_at(struct tally tally, size_t k); /* 1@k, 10@k: rules */
double estimate_ten_at(struct tally tally, size_t k);

/* The mean in the order of numpy's pairwise sum, which the tools use: the last digits agree. */
double estimate_mean(const double *values, size_t count);

typedef double estimate_rule(struct tally tally, size_t k);

/* The mean of a rule over tasks. False: there are none, or one has fewer than k samples, or there is no memory. */
bool estimate_value(const struct tally *tallies, size_t count, estimate_rule *rule, size_t k,
                    double *out);

enum { ESTIMATE_TEXT = JSON_DOUBLE_TEXT + 2 };

/* As Python writes a float: the shortest text that reads back equal, and never without a point or an exponent. */
void estimate_text(double value, char out[ESTIMATE_TEXT]);

/* The mean of what tasks have come to, with an interval as below. False: there are none, or there is no memory. */
bool estimate_of_values(const double *values, size_t count, uint64_t seed, struct estimate *out);

/*
 * The mean of a rule over tasks, with an interval: tasks are drawn with replacement, a thousand times,
 * seeded. False: a task has fewer than k samples, or there is no memory.
 */
bool estimate_over_tasks(const struct tally *tallies, size_t count, estimate_rule *rule, size_t k,
                         uint64_t seed, struct estimate *out);

/*
 * The same for the difference of a rule between two lists of the same tasks (theirs NULL: of nothing). Each draw takes a task with both of its
 * values, so that what is hard for both does not widen the interval.
 */
bool estimate_difference(const struct tally *ours, const struct tally *theirs, size_t count,
                         estimate_rule *rule, size_t k, uint64_t seed, struct estimate *out);

#endif
