/* SPDX-License-Identifier: MIT */
/* Records: a text read by a body, walked through, copied, and written again. */
#ifndef HARNESS_INPUTS_RECORD_H
#define HARNESS_INPUTS_RECORD_H

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
               struct input_record *out, struct arena *arena);

/* A deep copy; words are shared. -1 when out of memory. */
int record_copy(struct input_record *out, const struct body *body,
                const struct input_record *record, struct arena *arena);
int part_copy(struct part *out, const struct section *section, const struct part *part,
              struct arena *arena);

/* Where a row is found: what a walk tells its visitor. */
struct place {
    const struct section *section;
    struct part *part;
    struct row *row;
};

typedef int (*visit_row)(void *context, const struct place *place, const struct scope *scope);

/*
 * Calls visit for every row in reading order, with the fields read so far, its own included. Stops
 * at the first answer that is not 0, and returns it. With visit NULL only the scope is filled.
 */
int record_walk(const struct body *body, struct input_record *record, struct scope *scope,
                visit_row visit, void *context);

/* The slot of the row's cell `index`. */
size_t cell_slot(const struct section *section, size_t index);

/* Writes the document as its example was laid out. -1 at the buffer's cap or out of memory. */
int doc_print(const struct structure *structure, const struct doc *doc, struct buf *out);

#endif
