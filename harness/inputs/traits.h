/* SPDX-License-Identifier: MIT */
/* The values of each slot, and the relations between them; the rules are in structure.h. */
#ifndef HARNESS_INPUTS_TRAITS_H
#define HARNESS_INPUTS_TRAITS_H

#include "inputs/structure.h"

/* Types, ranges and words of every slot; entries of decimals are brought to one scale. -1: out of memory. */
int traits_read(struct structure *structure);

/* Bounds, lengths of words; orders and permutations of lists and columns. After traits_read.
 * -1: out of memory. */
int relations_read(struct structure *structure);

#endif
