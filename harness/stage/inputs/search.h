/* SPDX-License-Identifier: MIT */
/*
 * The search for inputs that tell the survivors apart: more are proposed than wanted, a panel of survivors
 * runs them all, and those are kept that split it most (select/choose_inputs.h). Where mutation makes them, half
 * are bred from those of the first half that tell survivors apart.
 */
#ifndef HARNESS_STAGE_INPUTS_SEARCH_H
#define HARNESS_STAGE_INPUTS_SEARCH_H

#include "inputs/dictionary.h"
#include "stage/matrix.h"

/* What the survivors' sources name (inputs/dictionary.h). The caller frees it, also after a failure. */
int search_dictionary(struct record *record, struct dictionary **out, struct err *err);

/* So many proposals are open files at most, beside the inputs that are wanted. */
size_t search_files(const struct settings *settings);

/*
 * Makes the inputs that the settings want, the most telling ones first, of as many more as the budget has runs for.
 * The caller releases them, also after a failure.
 */
int search_inputs(struct matrix *matrix, struct made_inputs *inputs,
                  const struct dictionary *dictionary, struct err *err);

#endif
