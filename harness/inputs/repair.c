/* SPDX-License-Identifier: MIT */
#include "inputs/repair.h"
#include "inputs/record.h"
#include "inputs/resize.h"

/* maker_keeps: slots come before, relations and sections from here on. */
enum { RELATION_IDS = 1000, UNLIKE_IDS = 6000 };

enum { PAIR_TRIES = 4, UNLIKE_TRIES = 8, UNLIKE_ROWS = 100 };

static int64_t scaled(int64_t number, const struct slot *slot)
{
    return slot->type == SLOT_INT ? number : -1; /* decimals count nothing */
}

static int draw_cell(struct maker *maker, size_t index, struct cell *cell)
{
    const struct slot *slot = &maker->structure->slots[index];
    int64_t length;

    cell->stale = false;
    if (slot->type == SLOT_WORD) {
        length = slot->length.kind == COUNT_SLOT ? count_value(&slot->length, &maker->scope) : -1;
        return draw_word(maker, index, length < 0 ? SIZE_MAX : (size_t)length, &cell->text);
    }
    if (slot->counts)
        cell->num = draw_count(maker, slot->max, slot->min, slot->max);
    else
        cell->num = draw_number(maker, index);
    return 0;
}

/* A value that was there already: kept, unless a size or a bound of this proposal rules it out. */
static int fit_cell(struct maker *maker, size_t index, struct cell *cell)
{
    const struct slot *slot = &maker->structure->slots[index];
    int64_t length, low, high;

    if (cell->stale)
        return draw_cell(maker, index, cell);
    if (slot->type == SLOT_WORD) {
        length = slot->length.kind == COUNT_SLOT ? count_value(&slot->length, &maker->scope) : -1;
        return length < 0 ? 0 : resize_word(maker, slot, &cell->text, (size_t)length);
    }
    if (!slot->counts && draw_bound(maker, index, &low, &high) &&
        (cell->num < low || cell->num > high))
        cell->num = draw_number(maker, index);
    return 0;
}

static void fit_pairs(struct maker *maker, const struct section *section, struct row *row)
{
    const struct structure *structure = maker->structure;

    for (size_t i = 0; i < structure->relation_count; i++) {
        const struct relation *relation = &structure->relations[i];

        if (relation->left < section->slot || relation->right >= section->slot + section->fields)
            continue;
        if (maker_keeps(maker, RELATION_IDS + i, relation->sure))
            repair_pair(maker, relation, &row->cells[relation->left - section->slot],
                        &row->cells[relation->right - section->slot]);
    }
}

static int fit_list(struct maker *maker, const struct section *section, struct row *row)
{
    int64_t length = section->list.kind == COUNT_FREE ? (int64_t)(row->count - section->fields)
                                                      : count_value(&section->list, &maker->scope);

    if (length < 0)
        length = 0;
    if (resize_list(maker, section, row, (size_t)length) < 0)
        return -1;
    for (size_t i = section->fields; i < row->count; i++)
        if (fit_cell(maker, section->slot + section->fields, &row->cells[i]) < 0)
            return -1;
    return 0;
}

/* An order that was restored may have moved values over their bounds. */
static bool draw_out_of_bounds(struct maker *maker, const struct section *section, struct row *row)
{
    bool drawn = false;

    for (size_t i = 0; i < section->fields; i++) {
        size_t slot = section->slot + i;
        int64_t low, high;

        if (maker->structure->slots[slot].counts || !draw_bound(maker, slot, &low, &high) ||
            (row->cells[i].num >= low && row->cells[i].num <= high))
            continue;
        row->cells[i].num = draw_number(maker, slot);
        drawn = true;
    }
    return drawn;
}

static int fit_row(struct maker *maker, const struct section *section, struct row *row)
{
    const struct slot *slots = maker->structure->slots + section->slot;

    for (size_t i = 0; i < section->fields; i++) {
        if (fit_cell(maker, section->slot + i, &row->cells[i]) < 0)
            return -1;
        maker->scope.value[section->slot + i] = scaled(row->cells[i].num, &slots[i]);
    }
    for (int i = 0; i < PAIR_TRIES; i++) {
        fit_pairs(maker, section, row);
        if (!draw_out_of_bounds(maker, section, row))
            break;
    }
    for (size_t i = 0; i < section->fields; i++)
        maker->scope.value[section->slot + i] = scaled(row->cells[i].num, &slots[i]);
    return section->has_list ? fit_list(maker, section, row) : 0;
}

static bool same_rows(const struct section *section, const struct row *a, const struct row *b)
{
    for (size_t i = 0; i < section->fields; i++)
        if (a->cells[i].num != b->cells[i].num)
            return false;
    return true;
}

/* Draws the second of two equal rows again. */
static int fit_unlike(struct maker *maker, const struct section *section, struct part *part)
{
    if (part->count > UNLIKE_ROWS ||
        !maker_keeps(maker, UNLIKE_IDS + section->slot, section->unlike_sure))
        return 0;
    for (size_t i = 1; i < part->count; i++) {
        for (size_t j = 0, tries = 0; j < i && tries < UNLIKE_TRIES; j++) {
            if (!same_rows(section, &part->rows[j], &part->rows[i]))
                continue;
            for (size_t c = 0; c < section->fields; c++)
                part->rows[i].cells[c].stale = true;
            if (fit_row(maker, section, &part->rows[i]) < 0)
                return -1;
            tries++;
            j = SIZE_MAX; /* from the start again */
        }
    }
    return 0;
}

static int fit_part(struct maker *maker, const struct section *section, struct part *part)
{
    int64_t count = (int64_t)part->count;

    if (section->repeat.kind == COUNT_SLOT)
        count = count_value(&section->repeat, &maker->scope);
    if (resize_part(maker, section, part, count < 0 ? 0 : (size_t)count) < 0)
        return -1;
    for (size_t i = 0; i < part->count; i++)
        if (section->group ? repair_record(maker, &section->body, &part->records[i]) < 0
                           : fit_row(maker, section, &part->rows[i]) < 0)
            return -1;
    if (section->group)
        return 0;
    return fit_unlike(maker, section, part) < 0 ? -1 : repair_part(maker, section, part);
}

int repair_record(struct maker *maker, const struct body *body, struct record *record)
{
    for (size_t i = 0; i < body->count; i++)
        if (fit_part(maker, &body->sections[i], &record->parts[i]) < 0)
            return -1;
    return 0;
}
