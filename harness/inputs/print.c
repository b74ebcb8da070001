/* SPDX-License-Identifier: MIT */
/* Documents as text; the one function of record.h that needs the slots. */
#include "inputs/record.h"

#include <inttypes.h>

struct printer {
    const struct structure *structure;
    struct buf *out;
    bool started;
};

/* A decimal that has become whole is written as one only where the examples do so. */
static int print_number(const struct slot *slot, int64_t num, struct buf *out)
{
    uint64_t size = num < 0 ? 0 - (uint64_t)num : (uint64_t)num, scale = 1;

    for (unsigned i = 0; i < slot->decimals; i++)
        scale *= 10;
    if (scale == 1 || (slot->whole && size % scale == 0))
        return buf_addf(out, "%s%" PRIu64, num < 0 ? "-" : "", size / scale);
    return buf_addf(out, "%s%" PRIu64 ".%0*" PRIu64, num < 0 ? "-" : "", size / scale,
                    (int)slot->decimals, size % scale);
}

static int print_row(void *context, const struct place *place, const struct scope *scope)
{
    struct printer *printer = context;
    struct buf *out = printer->out;

    (void)scope;
    if (printer->started && buf_addc(out, '\n') < 0)
        return -1;
    printer->started = true;
    for (size_t i = 0; i < place->row->count; i++) {
        const struct cell *cell = &place->row->cells[i];
        const struct slot *slot = &printer->structure->slots[cell_slot(place->section, i)];

        if (buf_add(out, cell->gap.data, cell->gap.len) < 0)
            return -1;
        if (slot->type == SLOT_WORD ? buf_add(out, cell->text.data, cell->text.len) < 0
                                    : print_number(slot, cell->num, out) < 0)
            return -1;
    }
    return buf_add(out, place->row->tail.data, place->row->tail.len);
}

int doc_print(const struct structure *structure, const struct doc *doc, struct buf *out)
{
    struct printer printer = {structure, out, false};
    struct scope scope = {{0}};
    struct record record = doc->record;

    if (record_walk(&structure->body, &record, &scope, print_row, &printer) < 0)
        return -1;
    return buf_add(out, doc->final.data, doc->final.len);
}
