/* SPDX-License-Identifier: MIT */
/*
 * Edits of an instance, one step each, picked from a weighted table. A move may leave the instance out of
 * shape; repair.h mends that afterwards.
 */
#ifndef HARNESS_INPUTS_MOVES_H
#define HARNESS_INPUTS_MOVES_H

#include "inputs/draw.h"

/* Makes one move. -1 when out of memory. Does nothing where no move applies. */
int moves_apply(struct maker *maker, struct instance *instance);

#endif
