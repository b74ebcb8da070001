/* SPDX-License-Identifier: MIT */
/*
 * How many survivors agree with each: the soft vote of MBR-EXEC (Shi et al. 2022, arXiv 2204.11454), with the
 * inputs as its tests. On each input a program gets the share of the survivors, by weight, that ended
 * well with the same output. A run that failed agrees with no other, as there, and costs VOTE_FAILURE besides:
 * a right program does not fail on an input that others take (o1-ioi, arXiv 2502.06807, has such a penalty too).
 *
 * An input counts by how many it stands for (choose_inputs.h), and by the share of the survivors that end well on
 * it: where many fail, the problem probably excludes it.
 *
 * Unlike the size of a cluster, a vote is not spoiled by a few inputs that the problem excludes, on which right
 * programs differ.
 */
#ifndef HARNESS_SELECT_VOTE_H
#define HARNESS_SELECT_VOTE_H

#include "base/hash.h"
#include "select/cluster.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VOTE_FAILURE 0.5

/* What a survivor did on an input. */
struct vote_cell {
    struct hash128 outcome;
    bool was_run, ended_well;
};

/* Everything is borrowed. */
struct vote_matrix {
    const struct vote_cell *cells; /* by survivor, then input */
    const double *stands_for;      /* by input; NULL: each for itself */
    size_t survivors, inputs;
};

/*
 * Writes the weighted mean over the inputs that it has run into votes[survivor], from -VOTE_FAILURE to 1; without
 * any 0. Weights are by survivor: copies, or what votes_by_root gives. Fails only when out of memory.
 */
int vote_count(const struct vote_matrix *matrix, const double *weights, double *votes,
               struct err *err);

/*
 * The weights for all picks but the first, with which a cluster votes as the square root of its size: when the pick
 * of the majority was wrong, the majority is, and says less about the others.
 */
void votes_by_root(const struct cluster *clusters, size_t count, const uint64_t *copies,
                   double *weights);

/* Both: what the first pick goes by, with copies for weights, and what the others go by. */
int votes_for_picks(const struct vote_matrix *matrix, const struct cluster *clusters, size_t count,
                    const uint64_t *copies, double *votes, double *later_votes, struct err *err);

#endif
