/* SPDX-License-Identifier: MIT */
/*
 * Which of many inputs to keep: those that tell programs apart, given what each program did on each. Pure.
 *
 * An input that the problem excludes tells right programs apart, which misleads: each of them does as it likes.
 * It shows in how far the programs agree: see DOUBTFUL_BELOW. The inputs that are kept are mostly others.
 *
 * Choosing by what tells programs apart prefers what is rare, so that the inputs that are kept would be a bad
 * sample to vote on. Two inputs are alike when the programs fall into the same groups on both; what is kept
 * stands for all inputs that are like it.
 */
#ifndef HARNESS_SELECT_CHOOSE_INPUTS_H
#define HARNESS_SELECT_CHOOSE_INPUTS_H

#include "base/hash.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What some programs did on all inputs. Borrowed. */
struct input_outcomes {
    const struct hash128 *outcomes; /* by input, then program; zeros where it was not run */
    const uint64_t *weights;        /* by program: copies */
    size_t inputs, programs;
};

struct chosen_input {
    size_t input;
    bool doubtful; /* the largest part of the programs that agree is below DOUBTFUL_BELOW of all */
    double
        stands_for; /* so many inputs that are like it, itself too; chosen ones that are alike share them */
};

/*
 * Chooses `wanted` inputs, or all when there are fewer: *chosen, which the caller frees, and *count of them, those
 * first that tell most pairs of programs apart that the ones before them do not. Fails only when out of memory.
 */
int choose_inputs(const struct input_outcomes *outcomes, size_t wanted,
                  struct chosen_input **chosen, size_t *count, struct err *err);

#endif
