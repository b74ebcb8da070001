/* SPDX-License-Identifier: MIT */
/*
 * The search for inputs that tell the survivors apart: more are proposed than wanted, a panel of survivors
 * runs them all, and those are kept that split it most (select/choose_inputs.h).
 */
#ifndef HARNESS_STAGE_INPUTS_SEARCH_H
#define HARNESS_STAGE_INPUTS_SEARCH_H

#include "inputs/dictionary.h"
#include "stage/matrix.h"

/* What the survivors' sources name (inputs/dictionary.h). The caller frees it, also after a failure. */
int search_dictionary(struct record *record, struct dictionary **out, struct err *err);

/* So many proposals are open files at most, beside the inputs that are wanted. */
size_t search_files(const struct settings *settings);

/* How many inputs to propose: those that are wanted, and as many more as the budget has runs for. */
size_t search_proposals(const struct record *record);

/* Keeps at most `wanted` of the inputs, the most telling ones first, and releases the others. */
int search_inputs(struct matrix *matrix, struct made_inputs *inputs, size_t wanted,
                  struct err *err);

#endif
