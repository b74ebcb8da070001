/* SPDX-License-Identifier: MIT */
#include "inputs/moves.h"
#include "inputs/record.h"

enum { TRIES = 12 }; /* moves that do not apply before giving up */

static const struct move {
    int (*apply)(struct maker *maker, struct record *record, const struct spots *spots);
    unsigned weight;
    bool raw; /* one of the three operators of the AlphaCode paper, section 3.2.1 */
    const char *why;
} moves[] = {
    {move_resize, 22, false, "sizes of 1 and 2, odd and even, are where programs break"},
    {move_afresh, 16, false, "an input like no example, in the same format"},
    {move_draw, 22, false, "one value to a boundary or somewhere else"},
    {move_neighbour, 6, false, "ties, and values just beside another"},
    {move_nudge, 6, true, "off by one"},
    {move_digits, 5, false, "numbers that are looked at digit by digit"},
    {move_word, 16, false, "strings that are all one letter, palindromes, alike"},
    {move_letters, 8, true, "nearly the seen string"},
    {move_list, 16, false, "sorted, reversed, all equal, few values, extremes"},
    {move_rows, 5, false, "does the order of lines matter? are equal ones told apart?"},
    {move_splice, 6, false, "values that are valid in their place, in new company"},
};

enum { MOVES = sizeof moves / sizeof moves[0] };

static int gather_row(void *context, const struct place *place, const struct scope *scope)
{
    struct spots *spots = context;

    (void)scope;
    for (size_t i = 0; i < place->row->count; i++) {
        if (spots->list)
            spots->list[spots->count] =
                (struct spot){place->section, place->part, place->row, &place->row->cells[i],
                              cell_slot(place->section, i)};
        spots->count++;
    }
    return 0;
}

int spots_collect(struct spots *spots, struct maker *maker, struct record *record)
{
    const struct body *body = &maker->structure->body;
    struct scope scope = {{0}};

    *spots = (struct spots){0};
    record_walk(body, record, &scope, gather_row, spots);
    spots->list = arena_alloc(maker->arena, spots->count, sizeof *spots->list);
    if (!spots->list)
        return -1;
    spots->count = 0;
    record_walk(body, record, &scope, gather_row, spots);
    return 0;
}

const struct spot *spots_pick(struct maker *maker, const struct spots *spots,
                              bool (*fits)(const struct maker *maker, const struct spot *spot))
{
    const struct spot *picked = NULL;
    size_t found = 0;

    for (size_t i = 0; i < spots->count; i++)
        if (fits(maker, &spots->list[i]) && maker_below(maker, ++found) == 0)
            picked = &spots->list[i];
    return picked;
}

static int apply(struct maker *maker, struct record *record, bool raw)
{
    unsigned weights[MOVES];
    struct spots spots;

    if (spots_collect(&spots, maker, record) < 0)
        return -1;
    for (size_t i = 0; i < MOVES; i++)
        weights[i] = raw && !moves[i].raw ? 0 : moves[i].weight;
    for (int i = 0; i < TRIES; i++) {
        int answer = moves[maker_pick(maker, weights, MOVES)].apply(maker, record, &spots);

        if (answer != 0)
            return answer;
    }
    return 0;
}

int moves_apply(struct maker *maker, struct record *record)
{
    return apply(maker, record, false);
}

int moves_apply_raw(struct maker *maker, struct record *record)
{
    return apply(maker, record, true);
}
