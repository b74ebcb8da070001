/* SPDX-License-Identifier: MIT */
/*
 * How many survivors agree with each: the soft vote of MBR-EXEC (Shi et al. 2022, arXiv 2204.11454), with the
 * inputs as its tests. On each input a program gets the share of the survivors, copies counted, that ended
 * well with the same output. A run that failed agrees with no other, as there, and costs VOTE_FAILURE besides:
 * a right program does not fail on an input that others take (o1-ioi, arXiv 2502.06807, has such a penalty too).
 *
 * Unlike the size of a cluster, a vote is not spoiled by a few inputs that the problem excludes, on which right
 * programs differ.
 */
#ifndef HARNESS_SELECT_VOTE_H
#define HARNESS_SELECT_VOTE_H

#include "base/hash.h"
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

/*
 * Writes the mean over the inputs that it has run into votes[survivor], from -VOTE_FAILURE to 1; without any 0.
 * Cells are by survivor, then input. Fails only when out of memory.
 */
int vote_count(const struct vote_cell *cells, const uint64_t *weights, size_t survivors,
               size_t inputs, double *votes, struct err *err);

#endif
