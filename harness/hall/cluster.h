/* SPDX-License-Identifier: MIT */
/* The third stage: survivors by what they print on the inputs. */
#ifndef HARNESS_HALL_CLUSTER_H
#define HARNESS_HALL_CLUSTER_H

#include "hall/filtered.h"
#include "hall/inputs.h"
#include "hall/journal.h"
#include "select/refine.h"

/* What became of one run; the verdict is VERDICT_COUNT where the run was not needed. */
struct run_outcome {
    struct hash128 hash; /* of the status class and the normalised output */
    enum verdict verdict;
};

struct clustered {
    struct refine *refine; /* holds the clusters */
    const struct cluster *clusters;
    size_t count;
    uint64_t *weights, *first; /* by survivor */
    double *scores;            /* by survivor; NULL when no candidate has one */
    struct refine_cost cost;
    struct run_outcome *outcomes; /* survivors × inputs, row by row */
};

/*
 * Clusters far enough to settle the first `top`. Runs that the journal recalls are not made again;
 * survivors without a program are built when they have to run. Give back with clustered_release,
 * always.
 */
int cluster_run(struct clustered *out, struct session *session, struct ledger *ledger,
                struct journal *journal, struct filtered *filtered,
                const struct made_inputs *inputs, size_t top, struct err *err);
void clustered_release(struct clustered *clustered);

#endif
