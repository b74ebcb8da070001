/* SPDX-License-Identifier: MIT */
/*
 * Samples of a task in groups that behave alike, and what is won by a choice among the groups of some of them: maj@k, n@k
 * with clusters. There is no formula for either: of all samples k are drawn without replacement, a thousand times, seeded,
 * and the choice is made anew (Li et al. 2022, section 4.6 and appendix A.3, draws five times). Pure.
 */
#ifndef HARNESS_EVAL_RESULT_BALLOT_H
#define HARNESS_EVAL_RESULT_BALLOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BALLOT_RIGHT = 0, BALLOT_NONE = UINT32_MAX };

struct ballot {
    const uint32_t *
        group_of; /* of each sample in its order; all right ones are group 0; NONE: it is in no group */
    size_t samples, groups; /* numbers of groups are below `groups`, which is 1 or more */
};

/*
 * The chance that the right ones are the largest group of k samples; of n groups of the same size each is taken with the
 * chance 1/n (Lewkowycz et al. 2022, maj1@k). Negative: out of memory. 1 <= k <= samples.
 */
double ballot_majority(const struct ballot *ballot, size_t k, uint64_t seed);

/*
 * The chance that one of n submissions is right: one from each group of k samples, the largest first, of equal ones the
 * one with the earliest sample. All of a group are right, or none is, so that what is taken in further rounds changes nothing.
 */
double ballot_clustered(const struct ballot *ballot, size_t n, size_t k, uint64_t seed);

#endif
