/* SPDX-License-Identifier: MIT */
/*
 * The second stage: inputs without answers, to tell survivors apart. From, in this order, the
 * user's files, the package's generators, mutation of the examples; those that an input validator
 * of the package rejects are dropped. Distinct, and the same for the same seed.
 */
#ifndef HARNESS_STAGE_INPUTS_INPUTS_H
#define HARNESS_STAGE_INPUTS_INPUTS_H

#include "inputs/dictionary.h"
#include "record/made_inputs.h"
#include "stage/session.h"

/* What to make. */
struct inputs_plan {
    size_t wanted;                       /* up to so many; or one of each of the user's files */
    const struct dictionary *dictionary; /* some take values from it; or NULL */
    /*
     * Called once there are `first`, if mutation makes the others: which of them to breed those from, as numbers of
     * inputs, at most as many as there are. NULL: all are made of the examples.
     */
    int (*choose_parents)(void *context, size_t *parents, size_t *count, struct err *err);
    size_t first;
    void *context;
};

/* Give back with made_inputs_release, also after a failure. */
int inputs_make(struct made_inputs *out, struct session *session, const struct inputs_plan *plan,
                struct err *err);

#endif
