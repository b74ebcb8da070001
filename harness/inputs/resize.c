/* SPDX-License-Identifier: MIT */
#include "inputs/resize.h"
#include "inputs/record.h"

#include <string.h>

static const struct span SPACE = {" ", 1}, NOTHING = {"", 0};

/* How far `old` may grow towards `wanted`, and pays for it. */
static size_t allowed(struct maker *maker, size_t old, size_t wanted)
{
    size_t more = wanted - old;

    if (more > maker->room)
        more = maker->room;
    maker->room -= more;
    return old + more;
}

/* A row for the section: one that was seen, in which some or all values are to be drawn anew. */
static int make_row(struct maker *maker, const struct section *section, struct row *out)
{
    const struct row *sample = NULL;
    bool afresh = maker_chance(maker, 65);

    if (section->sample_count > 0)
        sample = &section->samples[maker_below(maker, section->sample_count)];
    *out = (struct row){.count = sample ? sample->count : section->fields, .tail = NOTHING};
    out->cells = arena_alloc(maker->arena, out->count, sizeof *out->cells);
    if (!out->cells)
        return -1;
    for (size_t i = 0; i < out->count; i++) {
        struct cell *cell = &out->cells[i];
        bool command = i == 0 && maker->structure->slots[section->slot].command;

        *cell = sample ? sample->cells[i] : (struct cell){.gap = i > 0 ? SPACE : NOTHING};
        cell->stale = !sample || (afresh && !command);
    }
    if (sample)
        out->tail = sample->tail;
    if (sample && !afresh && out->count > 0)
        out->cells[maker_below(maker, out->count)].stale = maker_chance(maker, 50);
    return 0;
}

static int make_case(struct maker *maker, const struct section *section, struct record *out)
{
    if (section->case_count == 0)
        return -1; /* a group is only found where there are cases */
    return record_copy(out, &section->body,
                       &section->cases[maker_below(maker, section->case_count)], maker->arena);
}

/* The part with `count` cases, the new ones copies of seen ones. */
static int grow_records(struct maker *maker, const struct section *section, struct part *part,
                        size_t count)
{
    struct record *records = arena_alloc(maker->arena, count, sizeof *records);

    if (!records)
        return -1;
    if (part->records && part->count > 0)
        memcpy(records, part->records, part->count * sizeof *records);
    for (size_t i = part->count; i < count; i++)
        if (make_case(maker, section, &records[i]) < 0)
            return -1;
    *part = (struct part){.records = records, .count = count};
    return 0;
}

static int grow_rows(struct maker *maker, const struct section *section, struct part *part,
                     size_t count)
{
    struct row *rows = arena_alloc(maker->arena, count, sizeof *rows);

    if (!rows)
        return -1;
    if (part->rows && part->count > 0)
        memcpy(rows, part->rows, part->count * sizeof *rows);
    for (size_t i = part->count; i < count; i++)
        if (make_row(maker, section, &rows[i]) < 0)
            return -1;
    *part = (struct part){.rows = rows, .count = count};
    return 0;
}

int resize_part(struct maker *maker, const struct section *section, struct part *part, size_t count)
{
    if (count <= part->count) {
        part->count = count;
        return 0;
    }
    count = allowed(maker, part->count, count);
    return section->group ? grow_records(maker, section, part, count)
                          : grow_rows(maker, section, part, count);
}

int resize_list(struct maker *maker, const struct section *section, struct row *row, size_t length)
{
    size_t count = section->fields + length, old = row->count;
    struct cell *cells;

    if (count <= old) {
        row->count = count;
        return 0;
    }
    count = allowed(maker, old, count);
    cells = arena_alloc(maker->arena, count, sizeof *cells);
    if (!cells)
        return -1;
    if (old > 0)
        memcpy(cells, row->cells, old * sizeof *cells);
    for (size_t i = old; i < count; i++) {
        /* The gap before the second cell is that of the list; before the first there is none. */
        struct span gap = i == 0 ? NOTHING : old > 1 ? row->cells[old - 1].gap : SPACE;

        cells[i] = (struct cell){.gap = gap, .stale = true};
    }
    row->cells = cells;
    row->count = count;
    return 0;
}

int resize_word(struct maker *maker, const struct slot *slot, struct span *word, size_t length)
{
    char *data;

    if (length <= word->len) {
        word->len = length;
        return 0;
    }
    length = allowed(maker, word->len, length);
    data = arena_alloc(maker->arena, length + 1, 1);
    if (!data)
        return -1;
    if (word->len > 0)
        memcpy(data, word->data, word->len);
    for (size_t i = word->len; i < length; i++)
        data[i] = draw_char(maker, slot);
    *word = (struct span){data, length};
    return 0;
}
