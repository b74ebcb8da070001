/* SPDX-License-Identifier: MIT */
#include "inputs/repair.h"
#include "inputs/instance.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_SORTED_ROWS = 300 }; /* the sort is quadratic */

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

/* A row for the section: laid out as one that was seen, with values to be drawn anew. */
static int make_row(struct maker *maker, const struct section *section, struct row *out)
{
    const struct row *sample = NULL;

    if (section->sample_count > 0)
        sample = &section->samples[maker_below(maker, section->sample_count)];
    *out = (struct row){.count = sample ? sample->count : section->fields, .tail = NOTHING};
    out->entries = arena_alloc(maker->arena, out->count, sizeof *out->entries);
    if (!out->entries)
        return -1;
    for (size_t i = 0; i < out->count; i++) {
        out->entries[i] = (struct entry){.gap = i > 0 ? SPACE : NOTHING, .stale = true};
        if (sample)
            out->entries[i].gap = sample->entries[i].gap;
    }
    if (sample)
        out->tail = sample->tail;
    return 0;
}

static int make_case(struct maker *maker, const struct section *section, struct instance *out)
{
    if (section->case_count == 0)
        return -1; /* a group is only found where there are cases */
    return instance_copy(out, &section->body,
                         &section->cases[maker_below(maker, section->case_count)], maker->arena);
}

/* The part with `count` cases, the new ones copies of seen ones. */
static int grow_instances(struct maker *maker, const struct section *section, struct part *part,
                          size_t count)
{
    struct instance *instances = arena_alloc(maker->arena, count, sizeof *instances);

    if (!instances)
        return -1;
    if (part->instances && part->count > 0)
        memcpy(instances, part->instances, part->count * sizeof *instances);
    for (size_t i = part->count; i < count; i++)
        if (make_case(maker, section, &instances[i]) < 0)
            return -1;
    *part = (struct part){.instances = instances, .count = count};
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
    return section->group ? grow_instances(maker, section, part, count)
                          : grow_rows(maker, section, part, count);
}

int resize_list(struct maker *maker, const struct section *section, struct row *row, size_t length)
{
    size_t count = section->fields + length, old = row->count;
    struct entry *entries;

    if (count <= old) {
        row->count = count;
        return 0;
    }
    count = allowed(maker, old, count);
    entries = arena_alloc(maker->arena, count, sizeof *entries);
    if (!entries)
        return -1;
    if (old > 0)
        memcpy(entries, row->entries, old * sizeof *entries);
    for (size_t i = old; i < count; i++) {
        /* The gap before the second entry is that of the list; before the first there is none. */
        struct span gap = i == 0 ? NOTHING : old > 1 ? row->entries[old - 1].gap : SPACE;

        entries[i] = (struct entry){.gap = gap, .stale = true};
    }
    row->entries = entries;
    row->count = count;
    return 0;
}

static int resize_word(struct maker *maker, const struct slot *slot, struct span *word,
                       size_t length)
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

struct ranked {
    struct entry *entry;
    int64_t num;
    size_t index;
};

static int by_number(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;

    if (left->num != right->num)
        return left->num < right->num ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

/* The entries in ascending order, equal ones as they stand; NULL when out of memory. */
static struct ranked *ranking(struct maker *maker, struct entry **entries, size_t count)
{
    struct ranked *order = arena_alloc(maker->arena, count, sizeof *order);

    if (!order)
        return NULL;
    for (size_t i = 0; i < count; i++)
        order[i] = (struct ranked){entries[i], entries[i]->num, i};
    qsort(order, count, sizeof *order, by_number);
    return order;
}

/* Each number becomes its rank: a list that rises still rises. */
static int make_permutation(struct maker *maker, struct entry **entries, size_t count, int64_t base)
{
    struct ranked *order = ranking(maker, entries, count);

    if (!order)
        return -1;
    for (size_t i = 0; i < count; i++)
        order[i].entry->num = base + (int64_t)i;
    return 0;
}

static int make_monotone(struct maker *maker, struct entry **entries, size_t count, bool falling,
                         bool strict)
{
    struct ranked *order = ranking(maker, entries, count);

    if (!order)
        return -1;
    for (size_t i = 1; i < count && strict; i++)
        if (order[i].num <= order[i - 1].num)
            order[i].num = order[i - 1].num + 1;
    for (size_t i = 0; i < count; i++)
        entries[falling ? count - 1 - i : i]->num = order[i].num;
    return 0;
}

/* Restores the permutation and the order of one list or column. */
static int fit_sequence(struct maker *maker, size_t index, struct entry **entries, size_t count)
{
    const struct slot *slot = &maker->structure->slots[index];
    bool rising = maker_keeps(maker, slot->rising_sure);
    bool falling = maker_keeps(maker, slot->falling_sure);

    if (slot->type == SLOT_WORD || slot->counts || count == 0)
        return 0;
    if (maker_keeps(maker, slot->permutation_sure) &&
        make_permutation(maker, entries, count, slot->permutation_base) < 0)
        return -1;
    if (rising || falling)
        return make_monotone(maker, entries, count, falling, slot->strict);
    return 0;
}

/* Whole rows are sorted by the column, so that values of one row stay together. */
static void sort_rows(struct part *part, size_t column, bool falling)
{
    for (size_t i = 1; i < part->count && part->count <= MAX_SORTED_ROWS; i++) {
        struct row row = part->rows[i];
        size_t j = i;

        for (; j > 0; j--) {
            int64_t before = part->rows[j - 1].entries[column].num, now = row.entries[column].num;

            if (falling ? before >= now : before <= now)
                break;
            part->rows[j] = part->rows[j - 1];
        }
        part->rows[j] = row;
    }
}

static int fit_columns(struct maker *maker, const struct section *section, struct part *part)
{
    struct entry **entries = arena_alloc(maker->arena, part->count, sizeof *entries);

    if (!entries)
        return -1;
    for (size_t c = 0; c < section->fields && part->count > 1; c++) {
        const struct slot *slot = &maker->structure->slots[section->slot + c];

        if (maker_keeps(maker, slot->rising_sure))
            sort_rows(part, c, false);
        else if (maker_keeps(maker, slot->falling_sure))
            sort_rows(part, c, true);
        for (size_t i = 0; i < part->count; i++)
            entries[i] = &part->rows[i].entries[c];
        if (fit_sequence(maker, section->slot + c, entries, part->count) < 0)
            return -1;
    }
    return 0;
}

/* The length that another field gives the slot's words, or -1. */
static int64_t word_length(const struct maker *maker, const struct slot *slot)
{
    return slot->length.kind == COUNT_SLOT ? count_value(&slot->length, &maker->scope) : -1;
}

static int draw_entry(struct maker *maker, size_t index, struct entry *entry)
{
    const struct slot *slot = &maker->structure->slots[index];
    int64_t length = word_length(maker, slot);

    entry->stale = false;
    if (slot->type == SLOT_WORD)
        return draw_word(maker, index, length < 0 ? SIZE_MAX : (size_t)length, &entry->text);
    if (slot->counts)
        entry->num = draw_size(maker, slot, slot->max);
    else
        entry->num = draw_number(maker, index);
    return 0;
}

/* A value that was there already: kept, unless a size or a bound of this proposal rules it out. */
static int fit_entry(struct maker *maker, size_t index, struct entry *entry)
{
    const struct slot *slot = &maker->structure->slots[index];
    int64_t length = word_length(maker, slot), low, high;

    if (entry->stale)
        return draw_entry(maker, index, entry);
    if (slot->type == SLOT_WORD)
        return length < 0 ? 0 : resize_word(maker, slot, &entry->text, (size_t)length);
    if (!slot->counts && draw_bound(maker, index, &low, &high) &&
        (entry->num < low || entry->num > high))
        entry->num = draw_number(maker, index);
    return 0;
}

static int fit_list(struct maker *maker, const struct section *section, struct row *row)
{
    int64_t length = section->list.kind == COUNT_FREE ? (int64_t)(row->count - section->fields)
                                                      : count_value(&section->list, &maker->scope);
    size_t slot = section->slot + section->fields;
    struct entry **entries;

    if (resize_list(maker, section, row, length < 0 ? 0 : (size_t)length) < 0)
        return -1;
    entries = arena_alloc(maker->arena, row->count, sizeof *entries);
    if (!entries)
        return -1;
    for (size_t i = section->fields; i < row->count; i++) {
        if (fit_entry(maker, slot, &row->entries[i]) < 0)
            return -1;
        entries[i - section->fields] = &row->entries[i];
    }
    return fit_sequence(maker, slot, entries, row->count - section->fields);
}

static int fit_row(struct maker *maker, const struct section *section, struct row *row)
{
    for (size_t i = 0; i < section->fields; i++) {
        size_t slot = section->slot + i;
        bool integer = maker->structure->slots[slot].type == SLOT_INT; /* others count nothing */

        if (fit_entry(maker, slot, &row->entries[i]) < 0)
            return -1;
        maker->scope.value[slot] = integer ? row->entries[i].num : -1;
    }
    return section->has_list ? fit_list(maker, section, row) : 0;
}

static int fit_part(struct maker *maker, const struct section *section, struct part *part)
{
    int64_t count = (int64_t)part->count;

    if (section->repeat.kind == COUNT_SLOT)
        count = count_value(&section->repeat, &maker->scope);
    if (resize_part(maker, section, part, count < 0 ? 0 : (size_t)count) < 0)
        return -1;
    for (size_t i = 0; i < part->count; i++)
        if (section->group ? repair_instance(maker, &section->body, &part->instances[i]) < 0
                           : fit_row(maker, section, &part->rows[i]) < 0)
            return -1;
    return section->group ? 0 : fit_columns(maker, section, part);
}

int repair_instance(struct maker *maker, const struct body *body, struct instance *instance)
{
    for (size_t i = 0; i < body->count; i++)
        if (fit_part(maker, &body->sections[i], &instance->parts[i]) < 0)
            return -1;
    return 0;
}
