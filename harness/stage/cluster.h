/* SPDX-License-Identifier: MIT */
/* The third stage: survivors by what they print on the inputs. */
#ifndef HARNESS_STAGE_CLUSTER_H
#define HARNESS_STAGE_CLUSTER_H

#include "stage/matrix.h"

/* How much of the matrix of survivors and inputs is wanted. */
struct cluster_extent {
    size_t top; /* the first so many clusters are settled */
    bool
        complete; /* every survivor has run every input, but for slow ones (SLOW_AFTER): for a vote */
};

/* Fills the record's `clustered`. */
int cluster_survivors(struct matrix *matrix, const struct cluster_extent *extent, struct err *err);

#endif
