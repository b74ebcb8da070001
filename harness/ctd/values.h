/* SPDX-License-Identifier: MIT */
/*
 * The variables of a grammar that runs. A variable has a value for each list of indices, the empty one
 * being that of a plain variable. A journal can be kept, so that an attempt to draw an input can be undone.
 */
#ifndef HARNESS_CTD_VALUES_H
#define HARNESS_CTD_VALUES_H

#include "base/table.h"
#include "ctd/value.h"

struct variable_cell {
    struct hash128 key; /* of the indices */
    struct value value; /* VALUE_NONE: unset again */
};

struct variable {
    struct variable_cell *cells;
    size_t count, room;
    size_t set; /* cells with a value */
    struct table *table;
    /* How often each value occurs; made when it is first asked for. */
    struct occurrence *occurrences;
    size_t occurrence_count, occurrence_room;
    struct table *by_value;
};

struct change {
    size_t variable, cell;
    struct value before;
    struct variable *whole; /* UNSET: all of it as it was; owned */
};

struct variable_values {
    struct variable *list;
    size_t count;
    size_t used, most; /* bytes, about */
    bool has_journal;
    struct change *journal;
    size_t change_count, change_room;
};

enum { VALUES_FULL = -1 }; /* or out of memory */

int values_init(struct variable_values *store, size_t variables, size_t most_bytes,
                bool has_journal);
void values_release(struct variable_values *store); /* takes a zeroed one */

struct hash128 values_key(const int64_t *indices, size_t count);

/* NULL: no value there. Valid until the variable changes. */
const struct value *values_get(const struct variable_values *store, size_t variable,
                               struct hash128 key);

/* Takes the value over, also when it fails. */
int values_put(struct variable_values *store, size_t variable, struct hash128 key,
               struct value *value);
int values_unset(struct variable_values *store, size_t variable);

/* How often the value occurs in the variable: 0, 1, …; VALUES_FULL. */
int64_t values_occurrences(struct variable_values *store, size_t variable,
                           const struct value *value);

/* Undoes what changed since the journal had `mark` changes. */
void values_undo(struct variable_values *store, size_t mark);

#endif
