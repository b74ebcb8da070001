/* SPDX-License-Identifier: MIT */
/* Moves on sizes and on whole sections. */
#include "inputs/moves.h"
#include "inputs/record.h"
#include "inputs/resize.h"

static bool counts(const struct maker *maker, const struct spot *spot)
{
    return maker->structure->slots[spot->slot].counts;
}

static bool in_free_list(const struct maker *maker, const struct spot *spot)
{
    return spot->section->has_list && spot->section->list.kind == COUNT_FREE &&
           !maker->structure->slots[spot->section->slot].command;
}

static bool in_free_lines(const struct maker *maker, const struct spot *spot)
{
    (void)maker;
    return spot->section->repeat.kind == COUNT_FREE;
}

/* What nothing counts has a size too. */
static int resize_free(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, in_free_lines);
    size_t now;

    if (spot && maker_chance(maker, 50)) {
        now = (size_t)draw_count(maker, (int64_t)spot->part->count, 1, (int64_t)spot->part->count);
        return resize_part(maker, spot->section, spot->part, now) < 0 ? -1 : 1;
    }
    spot = spots_pick(maker, spots, in_free_list);
    if (!spot)
        return 0;
    now = (size_t)draw_count(maker, (int64_t)spot->row->count, 1, (int64_t)spot->row->count);
    return resize_list(maker, spot->section, spot->row, now) < 0 ? -1 : 1;
}

int move_resize(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, counts);
    const struct slot *slot;

    (void)record;
    if (!spot)
        return resize_free(maker, spots);
    slot = &maker->structure->slots[spot->slot];
    if (slot->shaky && !maker_chance(maker, 25))
        return 0;
    spot->cell->num = draw_count(maker, spot->cell->num, slot->min, slot->max);
    return 1;
}

/* Every value is drawn anew, and most counts. */
int move_afresh(struct maker *maker, struct record *record, const struct spots *spots)
{
    (void)record;
    for (size_t i = 0; i < spots->count; i++) {
        const struct spot *spot = &spots->list[i];
        const struct slot *slot = &maker->structure->slots[spot->slot];

        if (!slot->command && (!slot->counts || maker_chance(maker, slot->shaky ? 15 : 70)))
            spot->cell->stale = true;
    }
    return spots->count > 0;
}

/* A section, or one of its values, as another example has it. */
int move_splice(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct structure *structure = maker->structure;
    size_t index = maker_below(maker, structure->body.count);
    const struct section *section = &structure->body.sections[index];
    const struct doc *other = &structure->docs[maker_below(maker, structure->doc_count)];
    const struct part *theirs = &other->record.parts[index];
    struct part *ours = &record->parts[index];
    size_t row, column;

    (void)spots;
    if (structure->doc_count < 2 || theirs->count == 0 || ours->count == 0)
        return 0;
    if (section->group || (section->repeat.kind != COUNT_FIXED && maker_chance(maker, 50)))
        return part_copy(ours, section, theirs, maker->arena) < 0 ? -1 : 1;
    row = maker_below(maker, theirs->count < ours->count ? theirs->count : ours->count);
    if (theirs->rows[row].count == 0 || ours->rows[row].count == 0)
        return 0;
    column = maker_below(maker, theirs->rows[row].count);
    if (column >= ours->rows[row].count)
        column = 0;
    ours->rows[row].cells[column].num = theirs->rows[row].cells[column].num;
    ours->rows[row].cells[column].text = theirs->rows[row].cells[column].text;
    return 1;
}
