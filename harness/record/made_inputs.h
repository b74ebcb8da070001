/* SPDX-License-Identifier: MIT */
/* The generated inputs of a run, and the files that hold them: DIR/001.in, DIR/002.in, … */
#ifndef HARNESS_RECORD_MADE_INPUTS_H
#define HARNESS_RECORD_MADE_INPUTS_H

#include "base/hash.h"
#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>

struct made_input {
    int fd; /* sealed memfd */
    bytes_t size;
    struct hash128 hash; /* of the bytes */
    char *origin;        /* "file 07.in", "generator gen.py 12", "mutation 3"; owned */
    /* Of select/choose_inputs.h: too few survivors agree on it, the problem may exclude it; and how many it stands for. */
    bool doubtful;
    double stands_for; /* 1 where there was no search */
};

struct made_inputs {
    struct made_input *list;
    size_t count;
    size_t rejected;    /* proposals that a validator rejected */
    size_t duplicates;  /* proposals that were equal to an earlier one or to an example */
    bool validated;     /* the package has an input validator, and every input passed it */
    size_t proposed;    /* of which these were kept, by */
    size_t search_runs; /* so many runs of survivors on them; 0: there was no search */
};

void made_input_release(struct made_input *input);
void made_inputs_release(struct made_inputs *inputs); /* takes a zeroed one */

/* Writes the input as file `number` (001.in, …) of the directory. */
int made_input_write(const struct made_input *input, const char *dir, size_t number,
                     struct err *err);

/* Opens that file as the input, if its size and hash are the input's; else false. */
bool made_input_read(struct made_input *input, const char *dir, size_t number);

/*
 * Removes the files from `number` on, up to the first that is missing: an earlier run made more inputs.
 * A file with an answer beside it (.ans, .out) is a test and ends the search too. Gives how many went.
 */
size_t made_inputs_trim(const char *dir, size_t number);

#endif
