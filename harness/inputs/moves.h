/* SPDX-License-Identifier: MIT */
/*
 * Edits of a record, one step each, picked from weighted tables. A move may leave the record out of
 * shape; repair.h mends that afterwards. All return 1 when they changed something, 0 when they do
 * not apply, -1 when out of memory.
 */
#ifndef HARNESS_INPUTS_MOVES_H
#define HARNESS_INPUTS_MOVES_H

#include "inputs/draw.h"

/* A cell and where it stands. */
struct spot {
    const struct section *section;
    struct part *part;
    struct row *row;
    struct cell *cell;
    size_t slot;
};

struct spots {
    struct spot *list;
    size_t count;
};

/* Every cell of the record, in reading order. -1 when out of memory. */
int spots_collect(struct spots *spots, struct maker *maker, struct record *record);

/* A move from the table. */
int moves_apply(struct maker *maker, struct record *record);

/* A raw operator: a number a little more or less, characters changed or swapped. */
int moves_apply_raw(struct maker *maker, struct record *record);

/* The moves by what they work on, in sizes.c, values.c and lists.c. */
int move_resize(struct maker *maker, struct record *record, const struct spots *spots);
int move_afresh(struct maker *maker, struct record *record, const struct spots *spots);
int move_splice(struct maker *maker, struct record *record, const struct spots *spots);
int move_draw(struct maker *maker, struct record *record, const struct spots *spots);
int move_neighbour(struct maker *maker, struct record *record, const struct spots *spots);
int move_nudge(struct maker *maker, struct record *record, const struct spots *spots);
int move_digits(struct maker *maker, struct record *record, const struct spots *spots);
int move_word(struct maker *maker, struct record *record, const struct spots *spots);
int move_letters(struct maker *maker, struct record *record, const struct spots *spots);
int move_list(struct maker *maker, struct record *record, const struct spots *spots);
int move_rows(struct maker *maker, struct record *record, const struct spots *spots);

/* A spot for which `fits` holds, each with the same chance; NULL when there is none. */
const struct spot *spots_pick(struct maker *maker, const struct spots *spots,
                              bool (*fits)(const struct maker *maker, const struct spot *spot));

#endif
