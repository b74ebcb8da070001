/* SPDX-License-Identifier: MIT */
/* Moves on lists, columns and rows. */
#include "inputs/moves.h"

#include <stdlib.h>
#include <string.h>

/* The cells of a list or of a column. */
struct run {
    const struct slot *slot;
    struct cell **cells;
    size_t count;
};

static bool in_run(const struct maker *maker, const struct spot *spot)
{
    const struct section *section = spot->section;
    bool list = spot->slot >= section->slot + section->fields;

    if (maker->structure->slots[spot->slot].counts || maker->structure->slots[spot->slot].command)
        return false;
    return list ? spot->row->count - section->fields > 1 : spot->part->count > 1;
}

static bool in_lines(const struct maker *maker, const struct spot *spot)
{
    (void)maker;
    return spot->part->count > 1 && spot->section->repeat.kind != COUNT_FIXED;
}

static int run_collect(struct run *run, struct maker *maker, const struct spot *spot)
{
    const struct section *section = spot->section;
    size_t column = spot->slot - section->slot;
    bool list = column == section->fields;

    run->slot = &maker->structure->slots[spot->slot];
    run->count = list ? spot->row->count - section->fields : spot->part->count;
    run->cells = arena_alloc(maker->arena, run->count, sizeof(struct cell *));
    if (!run->cells)
        return -1;
    for (size_t i = 0; i < run->count; i++)
        run->cells[i] = list ? &spot->row->cells[column + i] : &spot->part->rows[i].cells[column];
    return 0;
}

/* What is between the values stays where it is. */
static void copy_value(struct cell *to, const struct cell *from)
{
    to->num = from->num;
    to->text = from->text;
    to->stale = from->stale;
}

static void swap_values(struct cell *a, struct cell *b)
{
    struct cell keep = *a;

    copy_value(a, b);
    copy_value(b, &keep);
}

static int compare_values(const struct cell *a, const struct cell *b)
{
    size_t shorter = a->text.len < b->text.len ? a->text.len : b->text.len;
    int order;

    if (a->num != b->num)
        return a->num < b->num ? -1 : 1;
    order = shorter > 0 ? memcmp(a->text.data, b->text.data, shorter) : 0;
    return order ? order : (a->text.len > b->text.len) - (a->text.len < b->text.len);
}

static void reverse(struct maker *maker, const struct run *run)
{
    (void)maker;
    for (size_t i = 0; i < run->count / 2; i++)
        swap_values(run->cells[i], run->cells[run->count - 1 - i]);
}

static void shuffle(struct maker *maker, const struct run *run)
{
    for (size_t i = run->count; i > 1; i--)
        swap_values(run->cells[i - 1], run->cells[maker_below(maker, i)]);
}

static void sort(struct maker *maker, const struct run *run)
{
    /* Long runs would take a quadratic time: a part of them sorted does as well. */
    size_t count = run->count < 500 ? run->count : 500;

    for (size_t i = 1; i < count; i++)
        for (size_t j = i; j > 0 && compare_values(run->cells[j], run->cells[j - 1]) < 0; j--)
            swap_values(run->cells[j], run->cells[j - 1]);
    if (maker_chance(maker, 50))
        reverse(maker, run);
}

static void all_equal(struct maker *maker, const struct run *run)
{
    struct cell one = *run->cells[maker_below(maker, run->count)];

    for (size_t i = 0; i < run->count; i++)
        copy_value(run->cells[i], &one);
}

static void two_values(struct maker *maker, const struct run *run)
{
    struct cell two[2];

    two[0] = *run->cells[maker_below(maker, run->count)];
    two[1] = *run->cells[maker_below(maker, run->count)];
    for (size_t i = 0; i < run->count; i++)
        copy_value(run->cells[i], &two[maker_below(maker, 2)]);
}

static void all_but_one(struct maker *maker, const struct run *run)
{
    struct cell *odd = run->cells[maker_below(maker, run->count)];

    all_equal(maker, run);
    odd->stale = true;
}

static void extremes(struct maker *maker, const struct run *run)
{
    if (run->slot->type == SLOT_WORD) {
        all_equal(maker, run);
        return;
    }
    for (size_t i = 0; i < run->count; i++)
        run->cells[i]->num = maker_chance(maker, 50) ? run->slot->min : run->slot->max;
}

static void draw_all(struct maker *maker, const struct run *run)
{
    (void)maker;
    for (size_t i = 0; i < run->count; i++)
        run->cells[i]->stale = true;
}

static void move_one(struct maker *maker, const struct run *run)
{
    swap_values(run->cells[maker_below(maker, run->count)],
                run->cells[maker_below(maker, run->count)]);
}

static const struct style {
    void (*apply)(struct maker *maker, const struct run *run);
    unsigned weight;
    const char *why;
} styles[] = {
    {draw_all, 7, "anything"},
    {shuffle, 3, "does the order matter?"},
    {sort, 3, "best and worst cases of greedy programs"},
    {reverse, 2, "mirrored"},
    {all_equal, 3, "ties everywhere"},
    {two_values, 2, "many ties"},
    {all_but_one, 2, "one stands out"},
    {extremes, 2, "overflow of sums, widest spread"},
    {move_one, 2, "nearly the example"},
};

enum { STYLES = sizeof styles / sizeof styles[0] };

int move_list(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, in_run);
    unsigned weights[STYLES];
    struct run run;

    (void)record;
    if (!spot)
        return 0;
    if (run_collect(&run, maker, spot) < 0)
        return -1;
    for (size_t i = 0; i < STYLES; i++)
        weights[i] = styles[i].weight;
    styles[maker_pick(maker, weights, STYLES)].apply(maker, &run);
    return 1;
}

int move_rows(struct maker *maker, struct record *record, const struct spots *spots)
{
    const struct spot *spot = spots_pick(maker, spots, in_lines);
    struct row *a, *b, keep;

    (void)record;
    if (!spot)
        return 0;
    a = spot->row;
    b = &spot->part->rows[maker_below(maker, spot->part->count)];
    if (a == b)
        return 0;
    keep = *a;
    if (maker_chance(maker, 70)) {
        *a = *b;
        *b = keep;
        return 1;
    }
    /* A copy of its own: the two must not share cells. */
    a->count = b->count;
    a->cells = arena_alloc(maker->arena, b->count, sizeof *a->cells);
    if (!a->cells) {
        *a = keep;
        return -1;
    }
    if (b->count > 0)
        memcpy(a->cells, b->cells, b->count * sizeof *a->cells);
    return 1;
}
