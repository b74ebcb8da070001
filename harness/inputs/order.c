/* SPDX-License-Identifier: MIT */
/* Relations between values restored, for repair.h: pairs, lists and columns, whole parts. */
#include "inputs/repair.h"
#include "inputs/tree.h"

#include <stdlib.h>

/* maker_keeps: apart from those of slots' bounds and of relations. */
enum { PERMUTATION_IDS = 2000, DISTINCT_IDS = 3000, ORDER_IDS = 4000, PART_IDS = 5000 };

enum { MAX_DISTINCT = 300, DISTINCT_TRIES = 20 };

static void swap_numbers(struct cell *a, struct cell *b)
{
    int64_t num = a->num;

    a->num = b->num;
    b->num = num;
}

static void repair_less(struct maker *maker, size_t low_slot, size_t high_slot, struct cell *low,
                        struct cell *high, int64_t gap)
{
    const struct slot *below = &maker->structure->slots[low_slot];
    const struct slot *above = &maker->structure->slots[high_slot];
    int64_t limit;

    if (low->num + gap <= high->num)
        return;
    if (!below->counts && !above->counts && low->num - gap >= high->num &&
        maker_chance(maker, 70)) {
        swap_numbers(low, high);
        return;
    }
    if (above->counts && !below->counts) {
        limit = high->num - gap;
        low->num = below->min < limit ? rng_between(&maker->rng, below->min, limit) : limit;
        if (low->num < 0 && below->min >= 0)
            low->num = 0;
        return;
    }
    limit = low->num + gap;
    high->num =
        above->max > limit && !above->counts ? rng_between(&maker->rng, limit, above->max) : limit;
}

void repair_pair(struct maker *maker, const struct relation *relation, struct cell *left,
                 struct cell *right)
{
    size_t a = relation->left, b = relation->right;

    switch (relation->kind) {
    case LESS:
        repair_less(maker, a, b, left, right, 1);
        break;
    case LESS_EQUAL:
        repair_less(maker, a, b, left, right, 0);
        break;
    case GREATER:
        repair_less(maker, b, a, right, left, 1);
        break;
    case GREATER_EQUAL:
        repair_less(maker, b, a, right, left, 0);
        break;
    case EQUAL:
        if (maker->structure->slots[b].counts)
            left->num = right->num;
        else
            right->num = left->num;
        break;
    case UNEQUAL:
        for (int i = 0; i < DISTINCT_TRIES && left->num == right->num; i++)
            right->num = draw_number(maker, b);
        break;
    }
}

struct ranked {
    struct cell *cell;
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

/* The cells in ascending order, equal ones as they stand; NULL when out of memory. */
static struct ranked *ranking(struct maker *maker, struct cell **cells, size_t count)
{
    struct ranked *order = arena_alloc(maker->arena, count, sizeof *order);

    if (!order)
        return NULL;
    for (size_t i = 0; i < count; i++)
        order[i] = (struct ranked){cells[i], cells[i]->num, i};
    qsort(order, count, sizeof *order, by_number);
    return order;
}

/* Each number becomes its rank: what rises still rises. */
static int make_permutation(struct maker *maker, struct cell **cells, size_t count, int64_t base)
{
    struct ranked *order = ranking(maker, cells, count);

    if (!order)
        return -1;
    for (size_t i = 0; i < count; i++)
        order[i].cell->num = base + (int64_t)i;
    return 0;
}

static void make_distinct(struct maker *maker, size_t slot, struct cell **cells, size_t count)
{
    for (size_t i = 1; i < count && count <= MAX_DISTINCT; i++) {
        for (size_t j = 0, tries = 0; j < i && tries < DISTINCT_TRIES; j++) {
            if (cells[j]->num != cells[i]->num)
                continue;
            cells[i]->num = draw_number(maker, slot);
            tries++;
            j = SIZE_MAX; /* from the start again */
        }
    }
}

static int make_monotone(struct maker *maker, struct cell **cells, size_t count, bool falling,
                         bool strict)
{
    struct ranked *order = ranking(maker, cells, count);

    if (!order)
        return -1;
    for (size_t i = 1; i < count && strict; i++)
        if (order[i].num <= order[i - 1].num)
            order[i].num = order[i - 1].num + 1;
    for (size_t i = 0; i < count; i++)
        cells[falling ? count - 1 - i : i]->num = order[i].num;
    return 0;
}

int repair_sequence(struct maker *maker, size_t index, struct cell **cells, size_t count)
{
    const struct slot *slot = &maker->structure->slots[index];
    bool rising = maker_keeps(maker, ORDER_IDS + index, slot->rising_sure);
    bool falling = maker_keeps(maker, ORDER_IDS + index, slot->falling_sure);

    if (slot->type == SLOT_WORD || slot->counts || count == 0)
        return 0;
    if (maker_keeps(maker, PERMUTATION_IDS + index, slot->permutation_sure)) {
        if (make_permutation(maker, cells, count, slot->permutation_base) < 0)
            return -1;
    } else if (((rising || falling) && slot->strict) ||
               maker_keeps(maker, DISTINCT_IDS + index, slot->distinct_sure)) {
        make_distinct(maker, index, cells, count);
    }
    if (rising || falling)
        return make_monotone(maker, cells, count, falling, slot->strict);
    return 0;
}

/* Rows are brought into their column's order as wholes, so that what holds within them stays. */
static void sort_rows(struct part *part, size_t column, bool falling)
{
    for (size_t i = 1; i < part->count && part->count <= MAX_DISTINCT; i++) {
        struct row row = part->rows[i];
        size_t j = i;

        for (; j > 0; j--) {
            int64_t before = part->rows[j - 1].cells[column].num, now = row.cells[column].num;

            if (falling ? before >= now : before <= now)
                break;
            part->rows[j] = part->rows[j - 1];
        }
        part->rows[j] = row;
    }
}

static int repair_columns(struct maker *maker, const struct section *section, struct part *part,
                          struct cell **cells)
{
    for (size_t c = 0; c < section->fields && part->count > 1; c++) {
        const struct slot *slot = &maker->structure->slots[section->slot + c];
        uint64_t id = ORDER_IDS + section->slot + c;

        if (maker_keeps(maker, id, slot->rising_sure))
            sort_rows(part, c, false);
        else if (maker_keeps(maker, id, slot->falling_sure))
            sort_rows(part, c, true);
        for (size_t i = 0; i < part->count; i++)
            cells[i] = &part->rows[i].cells[c];
        if (repair_sequence(maker, section->slot + c, cells, part->count) < 0)
            return -1;
    }
    return 0;
}

int repair_part(struct maker *maker, const struct section *section, struct part *part)
{
    size_t count = part->count, flat = 0;
    struct cell **cells;

    for (size_t i = 0; i < part->count; i++)
        count += part->rows[i].count;
    cells = arena_alloc(maker->arena, count, sizeof *cells);
    if (!cells || repair_columns(maker, section, part, cells) < 0)
        return -1;
    for (size_t i = 0; section->has_list && i < part->count; i++) {
        const struct row *row = &part->rows[i];

        for (size_t c = section->fields; c < row->count; c++)
            cells[c - section->fields] = &row->cells[c];
        if (repair_sequence(maker, section->slot + section->fields, cells,
                            row->count - section->fields) < 0)
            return -1;
    }
    if (maker_keeps(maker, PART_IDS + section->slot, section->tree_sure) && !tree_holds(part))
        tree_make(maker, part);
    if (part->count == 0 || !maker_keeps(maker, PART_IDS + section->slot, section->flat_sure))
        return 0;
    for (size_t i = 0; i < part->count; i++)
        for (size_t c = 0; c < section->fields; c++)
            cells[flat++] = &part->rows[i].cells[c];
    return make_monotone(maker, cells, flat, false, true);
}
