/* SPDX-License-Identifier: MIT */
/* What the survivors did on the generated inputs, and the clusters that follow from it. */
#ifndef HARNESS_RECORD_OUTCOMES_H
#define HARNESS_RECORD_OUTCOMES_H

#include "base/hash.h"
#include "select/refine.h"
#include "select/select.h"
#include "winnow/verdict.h"

/* One run; the verdict is VERDICT_COUNT where the run was not needed. */
struct run_outcome {
    struct hash128 hash; /* of the status class and the normalised output */
    enum verdict verdict;
};

struct clustered {
    struct refine *refine; /* holds the clusters */
    const struct cluster *clusters;
    size_t count;
    uint64_t *weights, *first;   /* by survivor */
    double *scores;              /* by survivor; NULL when no candidate has one */
    double *votes, *later_votes; /* by survivor; NULL where the matrix is not complete */
    double *failures;            /* the same; the share of its runs that failed */
    bool *passes;          /* by survivor, then test; NULL where there are no expected outputs */
    uint64_t *test_copies; /* by test */
    size_t test_count;
    struct refine_cost cost;      /* of all rounds; asked: run, or recalled */
    struct run_outcome *outcomes; /* survivors × inputs, row by row */
};

/* Allocates what is there for each survivor and run; every run begins as "not needed". */
int clustered_init(struct clustered *clustered, size_t survivors, size_t inputs, struct err *err);
/* What select_picks chooses from; it borrows all of it. */
struct select_pool clustered_pool(const struct clustered *clustered);
void clustered_release(struct clustered *clustered); /* also after clustered_init has failed */

#endif
