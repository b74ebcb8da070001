/* SPDX-License-Identifier: MIT */
/*
 * Makes a record that moves have edited fit its format again, in reading order: stale cells get
 * values; lines, lists and words get the sizes that their counts say; then the relations that this
 * proposal keeps are restored. -1 when out of memory.
 */
#ifndef HARNESS_INPUTS_REPAIR_H
#define HARNESS_INPUTS_REPAIR_H

#include "inputs/draw.h"

int repair_record(struct maker *maker, const struct body *body, struct record *record);

/* Orders, distinctness and permutation of one list or column (sequence.c). */
int repair_sequence(struct maker *maker, size_t slot, struct cell **cells, size_t count);

/* All rows of a part: ordered by a column, rising in reading order, a tree. */
int repair_part(struct maker *maker, const struct section *section, struct part *part);

/* Two fields of a row, after one of them was edited. */
void repair_pair(struct maker *maker, const struct relation *relation, struct cell *left,
                 struct cell *right);

#endif
