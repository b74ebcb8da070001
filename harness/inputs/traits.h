/* SPDX-License-Identifier: MIT */
/* What the values of each slot are like, and what holds between them; rules in structure.h. */
#ifndef HARNESS_INPUTS_TRAITS_H
#define HARNESS_INPUTS_TRAITS_H

#include "inputs/structure.h"

/* Types, ranges, words of every slot; cells of decimals are brought to one scale. */
int traits_read(struct structure *structure);

/* Pairs of fields, bounds, lengths of words. After traits_read. -1: out of memory. */
int relations_read(struct structure *structure);

/* Lists and columns: orders, permutations, trees. After traits_read. -1: out of memory. */
int sequences_read(struct structure *structure);

/* Is what the count rests on one small value that may be a coincidence? */
bool structure_shaky(struct structure *structure, const struct count *count);

/* One more word of a slot, and what all of them come to (vocabulary.c). -1: out of memory. */
int word_see(struct arena *arena, struct slot *slot, struct span word);
void words_settle(struct slot *slot);

/* Percent of trust in something that n independent values agree on, a coin's chance each. */
unsigned traits_sure(size_t n);

#endif
