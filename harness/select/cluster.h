/* SPDX-License-Identifier: MIT */
/* A cluster: survivors with equal outcomes on every input that they have run. */
#ifndef HARNESS_SELECT_CLUSTER_H
#define HARNESS_SELECT_CLUSTER_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Clusters are ordered by size, largest first, then by `first`, smallest first. One that is not
 * `finished` may still split.
 */
struct cluster {
    const size_t *members; /* survivors, by ascending candidate index; borrowed */
    size_t count;          /* how many members: unique programs, at least one */
    uint64_t size;         /* sum of the members' weights: copies count, as every sample does */
    uint64_t first;        /* the smallest candidate index among the members */
    size_t inputs_run;     /* the members have run inputs 0 … inputs_run-1 */
    bool finished;         /* a single member, or all inputs run: it cannot split any more */
    /*
     * The outcomes on those inputs, folded in input order from a hash of zeros. A cluster of one
     * stops early, so signatures may be compared only where inputs_run is the same.
     */
    struct hash128 signature;
};

#endif
