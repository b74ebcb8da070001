/* SPDX-License-Identifier: MIT */
#include "inputs/record.h"

#include <inttypes.h>
#include <string.h>

int64_t count_value(const struct count *count, const struct scope *scope)
{
    int64_t value;

    switch (count->kind) {
    case COUNT_FIXED:
        return (int64_t)count->fixed;
    case COUNT_SLOT:
        value = scope->value[count->slot];
        if (value < 0 || value > TEXT_MAX_TOKENS)
            return -1;
        value = value * count->mul + count->off;
        return value < 0 ? -1 : value;
    case COUNT_FREE:
        break;
    }
    return -1;
}

size_t cell_slot(const struct section *section, size_t index)
{
    return section->slot + (index < section->fields ? index : section->fields);
}

static bool build_row(struct row *row, const struct line *line, struct arena *arena)
{
    row->cells = arena_alloc(arena, line->count, sizeof *row->cells);
    if (!row->cells)
        return false;
    row->count = line->count;
    row->tail = line->tail;
    for (size_t i = 0; i < line->count; i++)
        row->cells[i] = (struct input_cell){
            .gap = line->tokens[i].gap, .text = line->tokens[i].text, .num = line->tokens[i].num};
    return true;
}

/* A missing last line stands for an empty one: an empty list may end the input. */
static bool read_row(const struct section *section, const struct text *text, size_t *at,
                     struct scope *scope, struct row *out, struct arena *arena)
{
    static const struct line nothing = {.tail = {"", 0}};
    const struct line *line = *at < text->count ? &text->lines[*at] : &nothing;
    int64_t length;

    if (line->count < section->fields)
        return false;
    for (size_t i = 0; i < section->fields; i++) {
        const struct input_token *token = &line->tokens[i];

        scope->value[section->slot + i] = token->kind == TOKEN_INT ? token->num : -1;
    }
    if (!section->has_list && line->count != section->fields)
        return false;
    if (section->has_list && section->list.kind != COUNT_FREE) {
        length = count_value(&section->list, scope);
        if (length < 0 || line->count - section->fields != (size_t)length)
            return false;
    }
    if (line != &nothing)
        ++*at;
    return !out || build_row(out, line, arena);
}

static bool read_group(const struct section *section, const struct text *text, size_t *at,
                       struct scope *scope, struct part *out, struct arena *arena)
{
    int64_t repeat = count_value(&section->repeat, scope);

    if (repeat < 0 || repeat > TEXT_MAX_LINES)
        return false;
    if (out) {
        out->count = (size_t)repeat;
        out->records = arena_alloc(arena, out->count, sizeof *out->records);
        if (!out->records)
            return false;
    }
    for (int64_t i = 0; i < repeat; i++)
        if (!body_read(&section->body, text, at, scope, out ? &out->records[i] : NULL, arena))
            return false;
    return true;
}

bool section_read(const struct section *section, const struct text *text, size_t *at,
                  struct scope *scope, struct part *out, struct arena *arena)
{
    int64_t repeat;

    if (section->group)
        return read_group(section, text, at, scope, out, arena);
    repeat = section->repeat.kind == COUNT_FREE ? (int64_t)(text->count - *at)
                                                : count_value(&section->repeat, scope);
    if (repeat < 0 || (repeat > 1 && (size_t)repeat > text->count - *at))
        return false;
    if (out) {
        out->count = (size_t)repeat;
        out->rows = arena_alloc(arena, out->count, sizeof *out->rows);
        if (!out->rows)
            return false;
    }
    for (int64_t i = 0; i < repeat; i++)
        if (!read_row(section, text, at, scope, out ? &out->rows[i] : NULL, arena))
            return false;
    return true;
}

bool body_read(const struct body *body, const struct text *text, size_t *at, struct scope *scope,
               struct input_record *out, struct arena *arena)
{
    if (out) {
        out->parts = arena_alloc(arena, body->count, sizeof *out->parts);
        if (!out->parts)
            return false;
    }
    for (size_t i = 0; i < body->count; i++)
        if (!section_read(&body->sections[i], text, at, scope, out ? &out->parts[i] : NULL, arena))
            return false;
    return true;
}

static int copy_rows(struct part *out, const struct part *part, struct arena *arena)
{
    out->rows = arena_alloc(arena, part->count, sizeof *out->rows);
    if (!out->rows)
        return -1;
    for (size_t i = 0; i < part->count; i++) {
        const struct row *row = &part->rows[i];

        out->rows[i] = *row;
        out->rows[i].cells = arena_alloc(arena, row->count, sizeof *row->cells);
        if (!out->rows[i].cells)
            return -1;
        if (row->count > 0)
            memcpy(out->rows[i].cells, row->cells, row->count * sizeof *row->cells);
    }
    return 0;
}

int part_copy(struct part *out, const struct section *section, const struct part *part,
              struct arena *arena)
{
    *out = (struct part){.count = part->count};
    if (!section->group)
        return copy_rows(out, part, arena);
    out->records = arena_alloc(arena, part->count, sizeof *out->records);
    if (!out->records)
        return -1;
    for (size_t i = 0; i < part->count; i++)
        if (record_copy(&out->records[i], &section->body, &part->records[i], arena) < 0)
            return -1;
    return 0;
}

int record_copy(struct input_record *out, const struct body *body,
                const struct input_record *record, struct arena *arena)
{
    out->parts = arena_alloc(arena, body->count, sizeof *out->parts);
    if (!out->parts)
        return -1;
    for (size_t i = 0; i < body->count; i++)
        if (part_copy(&out->parts[i], &body->sections[i], &record->parts[i], arena) < 0)
            return -1;
    return 0;
}

int record_walk(const struct body *body, struct input_record *record, struct scope *scope,
                visit_row visit, void *context)
{
    int answer = 0;

    for (size_t i = 0; i < body->count && answer == 0; i++) {
        const struct section *section = &body->sections[i];
        struct part *part = &record->parts[i];

        for (size_t j = 0; j < part->count && answer == 0; j++) {
            struct place place = {section, part, NULL};

            if (section->group) {
                answer = record_walk(&section->body, &part->records[j], scope, visit, context);
                continue;
            }
            place.row = &part->rows[j];
            for (size_t f = 0; f < section->fields && f < place.row->count; f++)
                scope->value[section->slot + f] = place.row->cells[f].num;
            answer = visit ? visit(context, &place, scope) : 0;
        }
    }
    return answer;
}

struct printer {
    const struct structure *structure;
    struct buf *out;
    bool started;
};

/* A decimal that has become whole is written as one only where the examples do so. */
static int print_number(const struct input_slot *slot, int64_t num, struct buf *out)
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
        const struct input_cell *cell = &place->row->cells[i];
        const struct input_slot *slot = &printer->structure->slots[cell_slot(place->section, i)];

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
    struct input_record record = doc->record;

    if (record_walk(&structure->body, &record, &scope, print_row, &printer) < 0)
        return -1;
    return buf_add(out, doc->final.data, doc->final.len);
}
