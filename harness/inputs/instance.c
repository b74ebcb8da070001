/* SPDX-License-Identifier: MIT */
#include "inputs/instance.h"

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

size_t entry_slot(const struct section *section, size_t index)
{
    return section->slot + (index < section->fields ? index : section->fields);
}

static bool build_row(struct row *row, const struct line *line, struct arena *arena)
{
    row->entries = arena_alloc(arena, line->count, sizeof *row->entries);
    if (!row->entries)
        return false;
    row->count = line->count;
    row->tail = line->tail;
    for (size_t i = 0; i < line->count; i++)
        row->entries[i] = (struct entry){
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
        out->instances = arena_alloc(arena, out->count, sizeof *out->instances);
        if (!out->instances)
            return false;
    }
    for (int64_t i = 0; i < repeat; i++)
        if (!body_read(&section->body, text, at, scope, out ? &out->instances[i] : NULL, arena))
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
               struct instance *out, struct arena *arena)
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
        out->rows[i].entries = arena_alloc(arena, row->count, sizeof *row->entries);
        if (!out->rows[i].entries)
            return -1;
        if (row->count > 0)
            memcpy(out->rows[i].entries, row->entries, row->count * sizeof *row->entries);
    }
    return 0;
}

static int copy_part(struct part *out, const struct section *section, const struct part *part,
                     struct arena *arena)
{
    *out = (struct part){.count = part->count};
    if (!section->group)
        return copy_rows(out, part, arena);
    out->instances = arena_alloc(arena, part->count, sizeof *out->instances);
    if (!out->instances)
        return -1;
    for (size_t i = 0; i < part->count; i++)
        if (instance_copy(&out->instances[i], &section->body, &part->instances[i], arena) < 0)
            return -1;
    return 0;
}

int instance_copy(struct instance *out, const struct body *body, const struct instance *instance,
                  struct arena *arena)
{
    out->parts = arena_alloc(arena, body->count, sizeof *out->parts);
    if (!out->parts)
        return -1;
    for (size_t i = 0; i < body->count; i++)
        if (copy_part(&out->parts[i], &body->sections[i], &instance->parts[i], arena) < 0)
            return -1;
    return 0;
}

int instance_walk(const struct body *body, struct instance *instance, struct scope *scope,
                  visit_row visit, void *context)
{
    int answer = 0;

    for (size_t i = 0; i < body->count && answer == 0; i++) {
        const struct section *section = &body->sections[i];
        struct part *part = &instance->parts[i];

        for (size_t j = 0; j < part->count && answer == 0; j++) {
            struct place place = {section, part, NULL};

            if (section->group) {
                answer = instance_walk(&section->body, &part->instances[j], scope, visit, context);
                continue;
            }
            place.row = &part->rows[j];
            for (size_t f = 0; f < section->fields && f < place.row->count; f++)
                scope->value[section->slot + f] = place.row->entries[f].num;
            answer = visit(context, &place, scope);
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
        const struct entry *entry = &place->row->entries[i];
        const struct slot *slot = &printer->structure->slots[entry_slot(place->section, i)];

        if (buf_add(out, entry->gap.data, entry->gap.len) < 0)
            return -1;
        if (slot->type == SLOT_WORD ? buf_add(out, entry->text.data, entry->text.len) < 0
                                    : print_number(slot, entry->num, out) < 0)
            return -1;
    }
    return buf_add(out, place->row->tail.data, place->row->tail.len);
}

int doc_print(const struct structure *structure, const struct doc *doc, struct buf *out)
{
    struct printer printer = {structure, out, false};
    struct scope scope = {{0}};
    struct instance instance = doc->instance;

    if (instance_walk(&structure->body, &instance, &scope, print_row, &printer) < 0)
        return -1;
    return buf_add(out, doc->final.data, doc->final.len);
}
