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

/*
 * Makes up to `wanted` of them, or one of each of the user's files. Some take values from the dictionary, unless it is
 * NULL. Give back with made_inputs_release, also after a failure.
 */
int inputs_make(struct made_inputs *out, struct session *session, size_t wanted,
                const struct dictionary *dictionary, struct err *err);

#endif
