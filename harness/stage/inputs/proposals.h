/* SPDX-License-Identifier: MIT */
/*
 * Proposals for generated inputs. They are put into a batch, the validators are asked about the whole
 * batch, and what they accept is taken in the order in which it was proposed. So the result does not
 * depend on which run ended first.
 */
#ifndef HARNESS_STAGE_INPUTS_PROPOSALS_H
#define HARNESS_STAGE_INPUTS_PROPOSALS_H

#include "base/table.h"
#include "inputs/mutate.h"
#include "stage/inputs/inputs.h"
#include "stage/program/package_programs.h"

struct proposal {
    int fd; /* sealed memfd, or -1 once it was taken */
    bytes_t size;
    struct hash128 hash;
    char origin[160];
    bool usable;
};

/* The contents that were proposed, and the examples. */
struct seen {
    struct hash128 *keys;
    size_t count, room;
    struct table *table; /* numbers of keys */
};

struct input_maker {
    struct session *session;
    struct made_inputs *out;
    struct seen seen;
    size_t wanted;
    const struct dictionary *dictionary; /* or NULL */
    struct toolset validators;
    struct mutator *pupil; /* learns from what they say; or NULL */
    struct proposal *batch;
    size_t batch_count;
    char first_rejection[512]; /* which proposal, by which validator, and why; or "" */
};

/* The maker's `out` and `wanted` are set. Close it also after a failure. */
int proposals_open(struct input_maker *maker, struct err *err);
void proposals_close(struct input_maker *maker);

/* Marks the content as seen; false when it was seen before. */
bool proposals_first(struct seen *seen, struct hash128 key);

/* Puts a proposal into the batch, unless it is empty or has been seen. */
int propose(struct input_maker *maker, const struct buf *bytes, const char *origin,
            struct err *err);

/* Validates the batch, takes what is valid and forgets the rest. */
int end_batch(struct input_maker *maker, struct err *err);

#endif
