/* SPDX-License-Identifier: MIT */
/*
 * A table for people: aligned columns, coloured only on a terminal (NO_COLOR is honoured). README.md
 * says why libsmartcols is not used.
 */
#ifndef HARNESS_BASE_SCREEN_COLUMNS_H
#define HARNESS_BASE_SCREEN_COLUMNS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdio.h>

enum column_style { COLUMN_PLAIN, COLUMN_GOOD, COLUMN_BAD, COLUMN_DIM };

struct column_cell {
    size_t at, len; /* in `text` */
    enum column_style style;
};

struct columns {
    size_t width;      /* cells in a row, at most 16 */
    const char *align; /* one letter per column: 'l' or 'r' */
    struct buf text;
    struct column_cell *cells;
    size_t count, room;
    bool failed; /* out of memory: columns_print then returns -1 */
};

/* `align` has one letter per column and is borrowed. */
void columns_init(struct columns *c, const char *align);
void columns_release(struct columns *c);

/* Adds the next cell, left to right, row by row: made fit for a terminal and cut at 400 bytes. */
void columns_add(struct columns *c, enum column_style style, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Prints the rows, two blanks between columns. */
int columns_print(const struct columns *c, FILE *out);

#endif
