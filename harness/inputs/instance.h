/* SPDX-License-Identifier: MIT */
/* Instances of a format: read from a text, walked through, copied, and written again. */
#ifndef HARNESS_INPUTS_INSTANCE_H
#define HARNESS_INPUTS_INSTANCE_H

#include "base/buf.h"
#include "inputs/structure.h"

/*
 * Reads one section at line *at of the text and moves *at past it. False when the text does not
 * fit. With `out`, builds the part as well; without memory for it the answer is false too, and
 * arena->failed says so.
 */
bool section_read(const struct section *section, const struct text *text, size_t *at,
                  struct scope *scope, struct part *out, struct arena *arena);

/* Reads all sections of the body likewise. */
bool body_read(const struct body *body, const struct text *text, size_t *at, struct scope *scope,
               struct instance *out, struct arena *arena);

/* A deep copy; words are shared. -1 when out of memory. */
int instance_copy(struct instance *out, const struct body *body, const struct instance *instance,
                  struct arena *arena);

/* A row and its place, for the visitor of a walk. */
struct place {
    const struct section *section;
    struct part *part;
    struct row *row;
};

typedef int (*visit_row)(void *context, const struct place *place, const struct scope *scope);

/*
 * Calls visit for every row in reading order, with the fields read so far, its own included. Stops
 * at the first answer that is not 0, and returns it.
 */
int instance_walk(const struct body *body, struct instance *instance, struct scope *scope,
                  visit_row visit, void *context);

/* The slot of the row's entry `index`. */
size_t entry_slot(const struct section *section, size_t index);

/* Writes the document as its example was laid out. -1 at the buffer's cap or out of memory. */
int doc_print(const struct structure *structure, const struct doc *doc, struct buf *out);

#endif
