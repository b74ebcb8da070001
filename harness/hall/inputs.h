/* SPDX-License-Identifier: MIT */
/*
 * The second stage: inputs without answers, to tell survivors apart. From, in this order, the
 * user's files, the package's generators, mutation of the examples; those that an input validator
 * of the package rejects are dropped. Distinct, and the same for the same seed.
 */
#ifndef HARNESS_HALL_INPUTS_H
#define HARNESS_HALL_INPUTS_H

#include "base/hash.h"
#include "hall/session.h"

struct made_input {
    int fd; /* sealed memfd */
    bytes_t size;
    struct hash128 hash; /* of the bytes */
    char *origin;        /* "file 07.in", "generator gen.py 12", "mutation 3"; owned */
};

struct made_inputs {
    struct made_input *list;
    size_t count;
    size_t rejected;   /* proposals that a validator turned down */
    size_t duplicates; /* proposals that were there already, or were an example */
    bool validated;    /* the package has an input validator, and it was asked */
};

/* Makes up to settings->inputs of them. Give back with made_inputs_release, also after a failure. */
int inputs_make(struct made_inputs *out, struct session *session, struct err *err);
void made_inputs_release(struct made_inputs *inputs);

#endif
