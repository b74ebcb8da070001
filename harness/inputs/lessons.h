/* SPDX-License-Identifier: MIT */
/*
 * What a validator's answers teach about the values of a format. A rejected proposal teaches only where a single thing about it is new: a
 * number beyond all that were accepted in its place, or a word that no example has there; then that is probably why. After
 * LESSONS_ENOUGH of them in a row, with none accepted between, what was accepted is taken for all that there is.
 */
#ifndef HARNESS_INPUTS_LESSONS_H
#define HARNESS_INPUTS_LESSONS_H

#include "inputs/constraints.h"
#include "inputs/structure.h"

enum { LESSONS_ENOUGH = 6 };

struct lesson {
    struct range accepted;
    unsigned below, above; /* rejections in a row that are blamed on a number there, */
    unsigned strange;      /* or on a word; */
    bool open;             /* another word than those of the examples was accepted */
};

struct lessons {
    struct lesson of[MAX_SLOTS];
};

/* The examples have been accepted. */
void lessons_begin(struct lessons *lessons, const struct structure *structure);

/* The instance was accepted, or rejected. */
void lessons_take(struct lessons *lessons, const struct structure *structure,
                  struct instance *instance, bool accepted);

/* Whether the words of the examples are all that there are. */
bool lessons_few(const struct lesson *lesson);

/* What is to be believed of a slot's range, which is not larger than `stated`. */
struct range lessons_range(const struct lesson *lesson, struct range stated);

#endif
