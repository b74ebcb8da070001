/* SPDX-License-Identifier: MIT */
#include "inputs/moves.h"
#include "inputs/instance.h"
#include "inputs/repair.h"

#include <string.h>

enum {
    FEW_BOUNDARIES = 4, /* of ambition: later all boundaries of short inputs have been proposed */
    TRIES = 12,         /* moves that do not apply before giving up */
    MAX_SORTED = 500,   /* the sort is quadratic; of a longer run this many values are sorted */
};

/* An entry and its place. */
struct spot {
    const struct section *section;
    struct part *part;
    struct row *row;
    struct entry *entry;
    size_t slot;
};

/* Every entry of an instance, in reading order. */
struct spots {
    struct spot *list;
    size_t count;
};

static int gather_row(void *context, const struct place *place, const struct scope *scope)
{
    struct spots *spots = context;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        if (spots->list)
            spots->list[spots->count] =
                (struct spot){place->section, place->part, place->row, &place->row->entries[i],
                              entry_slot(place->section, i)};
        spots->count++;
    }
    return 0;
}

static int collect_spots(struct spots *spots, struct maker *maker, struct instance *instance)
{
    const struct body *body = &maker->structure->body;
    struct scope scope = {{0}};

    *spots = (struct spots){0};
    instance_walk(body, instance, &scope, gather_row, spots);
    spots->list = arena_alloc(maker->arena, spots->count, sizeof *spots->list);
    if (!spots->list)
        return -1;
    spots->count = 0;
    instance_walk(body, instance, &scope, gather_row, spots);
    return 0;
}

/* A spot for which `fits` holds, each with the same chance; NULL when there is none. */
static const struct spot *pick_spot(struct maker *maker, const struct spots *spots,
                                    bool (*fits)(const struct maker *maker,
                                                 const struct spot *spot))
{
    const struct spot *picked = NULL;
    size_t found = 0;

    for (size_t i = 0; i < spots->count; i++)
        if (fits(maker, &spots->list[i]) && maker_below(maker, ++found) == 0)
            picked = &spots->list[i];
    return picked;
}

static const struct slot *slot_of(const struct maker *maker, const struct spot *spot)
{
    return &maker->structure->slots[spot->slot];
}

static bool is_count(const struct maker *maker, const struct spot *spot)
{
    return slot_of(maker, spot)->counts;
}

static bool is_value(const struct maker *maker, const struct spot *spot)
{
    return !is_count(maker, spot);
}

static bool is_number(const struct maker *maker, const struct spot *spot)
{
    return slot_of(maker, spot)->type != SLOT_WORD && is_value(maker, spot) && !spot->entry->stale;
}

static bool is_word(const struct maker *maker, const struct spot *spot)
{
    return slot_of(maker, spot)->type == SLOT_WORD && !spot->entry->stale;
}

static bool in_free_list(const struct maker *maker, const struct spot *spot)
{
    (void)maker;
    return spot->section->has_list && spot->section->list.kind == COUNT_FREE;
}

static bool in_free_lines(const struct maker *maker, const struct spot *spot)
{
    (void)maker;
    return spot->section->repeat.kind == COUNT_FREE;
}

/* A list or a column of more than one value. */
static bool in_run(const struct maker *maker, const struct spot *spot)
{
    const struct section *section = spot->section;

    if (is_count(maker, spot))
        return false;
    return spot->slot == section->slot + section->fields ? spot->row->count - section->fields > 1
                                                         : spot->part->count > 1;
}

/* The moves return 1 when they changed something, 0 when they do not apply, -1 out of memory. */

/* A free list or a free number of lines has a size too. */
static int resize_free(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, in_free_lines);
    size_t now;

    if (spot && maker_chance(maker, 50)) {
        now = (size_t)draw_count(maker, (int64_t)spot->part->count, 1, (int64_t)spot->part->count);
        return resize_part(maker, spot->section, spot->part, now) < 0 ? -1 : 1;
    }
    spot = pick_spot(maker, spots, in_free_list);
    if (!spot)
        return 0;
    now = (size_t)draw_count(maker, (int64_t)spot->row->count, 1, (int64_t)spot->row->count);
    return resize_list(maker, spot->section, spot->row, now) < 0 ? -1 : 1;
}

static int move_resize(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, is_count);

    if (!spot)
        return resize_free(maker, spots);
    spot->entry->num = draw_size(maker, slot_of(maker, spot), spot->entry->num);
    return 1;
}

/* Every value is drawn anew, and most counts. */
static int move_afresh(struct maker *maker, const struct spots *spots)
{
    for (size_t i = 0; i < spots->count; i++)
        if (is_value(maker, &spots->list[i]) || maker_chance(maker, 70))
            spots->list[i].entry->stale = true;
    return spots->count > 0;
}

static int move_draw(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, is_value);

    if (!spot)
        return 0;
    spot->entry->stale = true;
    return 1;
}

static int move_nudge(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, is_number);
    int64_t step;

    if (!spot)
        return 0;
    if (slot_of(maker, spot)->few) {
        spot->entry->stale = true;
        return 1;
    }
    step = 1 + (int64_t)maker_below(maker, maker_chance(maker, 70) ? 2 : 10);
    step += (int64_t)maker_below(maker, (size_t)maker->ambition * 2 + 1);
    spot->entry->num = draw_allowed(maker, slot_of(maker, spot),
                                    spot->entry->num + (maker_chance(maker, 50) ? step : -step));
    return 1;
}

/* A new word, or another word of the instance once more. */
static int move_word(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, is_word), *other;

    if (!spot)
        return 0;
    other = pick_spot(maker, spots, is_word);
    if (other && other->slot == spot->slot && maker_chance(maker, 30))
        spot->entry->text = other->entry->text;
    else
        spot->entry->stale = true;
    return 1;
}

/* The blanks around the values stay in their places. */
static void copy_value(struct entry *to, const struct entry *from)
{
    to->num = from->num;
    to->text = from->text;
    to->stale = from->stale;
}

static void swap_values(struct entry *a, struct entry *b)
{
    struct entry keep = *a;

    copy_value(a, b);
    copy_value(b, &keep);
}

static int compare_values(const struct entry *a, const struct entry *b)
{
    size_t shorter = a->text.len < b->text.len ? a->text.len : b->text.len;
    int order;

    if (a->num != b->num)
        return a->num < b->num ? -1 : 1;
    order = shorter > 0 ? memcmp(a->text.data, b->text.data, shorter) : 0;
    return order ? order : (a->text.len > b->text.len) - (a->text.len < b->text.len);
}

static void sort_run(struct entry **entries, size_t count, int sign)
{
    for (size_t i = 1; i < count && i < MAX_SORTED; i++)
        for (size_t j = i; j > 0 && sign * compare_values(entries[j], entries[j - 1]) < 0; j--)
            swap_values(entries[j], entries[j - 1]);
}

/* All values of a list or a column: drawn anew, sorted, or all the same. */
static int move_list(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, in_run);
    struct entry **entries, one;
    size_t column, count, style = maker_below(maker, 4);
    bool list;

    if (!spot)
        return 0;
    column = spot->slot - spot->section->slot;
    list = column == spot->section->fields;
    count = list ? spot->row->count - column : spot->part->count;
    entries = arena_alloc(maker->arena, count, sizeof(struct entry *));
    if (!entries)
        return -1;
    for (size_t i = 0; i < count; i++)
        entries[i] = list ? &spot->row->entries[column + i] : &spot->part->rows[i].entries[column];
    one = *entries[maker_below(maker, count)];
    if (style == 0)
        sort_run(entries, count, maker_chance(maker, 50) ? 1 : -1);
    for (size_t i = 0; i < count && style > 0; i++) {
        if (style == 1)
            copy_value(entries[i], &one);
        else
            entries[i]->stale = true;
    }
    return 1;
}

/* Values of one slot, or of all of them, at boundaries: all at the same one, or at two in turn. */
static int move_boundary(struct maker *maker, const struct spots *spots)
{
    const struct spot *spot = pick_spot(maker, spots, is_number);
    int64_t values[MAX_SLOTS][2];
    bool all = maker_chance(maker, 30), alternate = maker_chance(maker, 25);
    size_t turn = 0;

    if (!spot || maker->ambition > FEW_BOUNDARIES)
        return 0;
    for (size_t i = 0; i < maker->structure->slot_count; i++) {
        values[i][0] = values[i][1] = draw_boundary(maker, i);
        if (alternate)
            values[i][1] = draw_boundary(maker, i);
    }
    for (size_t i = 0; i < spots->count; i++)
        if (is_number(maker, &spots->list[i]) && (all || spots->list[i].slot == spot->slot))
            spots->list[i].entry->num = values[spots->list[i].slot][turn++ % 2];
    return 1;
}

static const struct move {
    int (*apply)(struct maker *maker, const struct spots *spots);
    unsigned weight;
    const char *why;
} moves[] = {
    {move_resize, 22, "sizes of 1 and 2, odd and even, are where programs break"},
    {move_afresh, 16, "an input like no example, in the same format"},
    {move_draw, 22, "one value to a boundary or somewhere else"},
    {move_nudge, 8, "off by one (the AlphaCode paper, section 3.2.1)"},
    {move_word, 16, "strings that are all one letter, or equal"},
    {move_list, 16, "sorted, all equal: ties, best and worst cases of greedy programs"},
    {move_boundary, 12, "zeros, ones, extremes, all equal or in turn"},
};

enum { MOVES = sizeof moves / sizeof moves[0] };

int moves_apply(struct maker *maker, struct instance *instance)
{
    unsigned weights[MOVES];
    struct spots spots;

    if (collect_spots(&spots, maker, instance) < 0)
        return -1;
    for (size_t i = 0; i < MOVES; i++)
        weights[i] = moves[i].weight;
    for (int i = 0; i < TRIES; i++) {
        int answer = moves[maker_pick(maker, weights, MOVES)].apply(maker, &spots);

        if (answer != 0)
            return answer < 0 ? -1 : 0;
    }
    return 0;
}
