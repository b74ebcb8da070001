/* SPDX-License-Identifier: MIT */
/* What holds along a list, a column, or all rows of a section. */
#include "inputs/record.h"
#include "inputs/traits.h"
#include "inputs/tree.h"

#include <stdlib.h>

enum { MAX_SEQUENCE = 2000 }; /* longer ones say nothing that these do not */

/* Of all lists and columns of a slot. */
struct steps {
    size_t up, down, level; /* neighbours that rise, fall, are equal */
    size_t pairs, longest;
    bool repeats, no_permutation_0, no_permutation_1;
};

/* Of all parts of a section, kept under its first slot. */
struct blocks {
    size_t rising, trees; /* pairs of neighbours, rows: the evidence */
    size_t unlike;        /* pairs of rows */
    bool not_rising, no_tree, alike;
};

struct following {
    struct structure *structure;
    struct steps steps[MAX_SLOTS];
    struct blocks blocks[MAX_SLOTS];
    int64_t values[MAX_SEQUENCE];
    size_t count;
};

static int compare_numbers(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

static void follow(struct following *f, size_t slot)
{
    struct steps *steps = &f->steps[slot];
    int64_t *values = f->values;

    for (size_t i = 1; i < f->count; i++) {
        steps->up += values[i] > values[i - 1];
        steps->down += values[i] < values[i - 1];
        steps->level += values[i] == values[i - 1];
    }
    qsort(values, f->count, sizeof *values, compare_numbers);
    for (size_t i = 0; i < f->count; i++) {
        steps->repeats = steps->repeats || (i > 0 && values[i] == values[i - 1]);
        steps->no_permutation_0 = steps->no_permutation_0 || values[i] != (int64_t)i;
        steps->no_permutation_1 = steps->no_permutation_1 || values[i] != (int64_t)i + 1;
    }
    if (f->count > 0)
        steps->pairs += f->count * (f->count - 1) / 2;
    steps->longest = f->count > steps->longest ? f->count : steps->longest;
}

static void add_value(struct following *f, const struct cell *cell)
{
    if (f->count < MAX_SEQUENCE)
        f->values[f->count++] = cell->num;
}

static void follow_part(struct following *f, const struct section *section, const struct part *part)
{
    for (size_t c = 0; c < section->fields && part->count > 1; c++) {
        f->count = 0;
        for (size_t i = 0; i < part->count; i++)
            add_value(f, &part->rows[i].cells[c]);
        follow(f, section->slot + c);
    }
    for (size_t i = 0; section->has_list && i < part->count; i++) {
        f->count = 0;
        for (size_t c = section->fields; c < part->rows[i].count; c++)
            add_value(f, &part->rows[i].cells[c]);
        follow(f, section->slot + section->fields);
    }
}

static void follow_rows(struct following *f, const struct section *section, const struct part *part)
{
    struct blocks *blocks = &f->blocks[section->slot];
    const struct cell *last = NULL;

    for (size_t i = 0; i < part->count; i++) {
        for (size_t c = 0; c < part->rows[i].count; c++) {
            const struct cell *cell = &part->rows[i].cells[c];

            if (last && last->num >= cell->num)
                blocks->not_rising = true;
            blocks->rising += last != NULL;
            last = cell;
        }
    }
}

static void look_for_twins(struct following *f, const struct section *section,
                           const struct part *part)
{
    struct blocks *blocks = &f->blocks[section->slot];
    size_t rows = part->count < 200 ? part->count : 200;

    for (size_t i = 1; i < rows && !section->has_list; i++) {
        for (size_t j = 0; j < i; j++) {
            bool same = true;

            for (size_t c = 0; c < section->fields && same; c++)
                same = part->rows[i].cells[c].num == part->rows[j].cells[c].num;
            blocks->alike = blocks->alike || same;
            blocks->unlike++;
        }
    }
}

static void look_for_tree(struct following *f, const struct section *section,
                          const struct part *part)
{
    struct blocks *blocks = &f->blocks[section->slot];

    if (section->fields < 2 || !tree_holds(part))
        blocks->no_tree = true;
    blocks->trees += part->count;
}

static int follow_row(void *context, const struct place *place, const struct scope *scope)
{
    struct following *f = context;

    (void)scope;
    if (place->row != place->part->rows)
        return 0; /* the part is taken as a whole at its first row */
    follow_part(f, place->section, place->part);
    follow_rows(f, place->section, place->part);
    look_for_twins(f, place->section, place->part);
    look_for_tree(f, place->section, place->part);
    return 0;
}

static void settle_slot(struct slot *slot, const struct steps *steps)
{
    if (slot->type == SLOT_WORD || slot->few)
        return;
    slot->strict = steps->level == 0;
    if (steps->down == 0)
        slot->rising_sure = traits_sure(steps->up);
    if (steps->up == 0)
        slot->falling_sure = traits_sure(steps->down);
    /* Distinct by chance is common, and hardly ever wrong to keep: many values are left. */
    if (!steps->repeats && steps->pairs >= 3)
        slot->distinct_sure = steps->pairs >= 15 ? 90 : 70;
    if (slot->type == SLOT_INT && steps->longest >= 2 &&
        !(steps->no_permutation_0 && steps->no_permutation_1)) {
        /* 1 2 3 is what people write when they want any list. */
        slot->permutation_sure = steps->down == 0 ? 40 : steps->longest >= 3 ? 95 : 50;
        slot->permutation_base = steps->no_permutation_0;
    }
}

static bool all_integers(const struct structure *structure, const struct section *section)
{
    for (size_t i = 0; i < section->fields; i++)
        if (structure->slots[section->slot + i].type != SLOT_INT)
            return false;
    return section->fields > 0 && !section->has_list;
}

static void settle_sections(struct following *f, struct body *body)
{
    for (size_t i = 0; i < body->count; i++) {
        struct section *section = &body->sections[i];
        const struct blocks *blocks = &f->blocks[section->slot];
        bool tree = section->repeat.kind == COUNT_SLOT && section->repeat.off == -1;

        if (section->group) {
            settle_sections(f, &section->body);
        } else if (all_integers(f->structure, section)) {
            if (section->fields > 1 && !blocks->not_rising && section->repeat.kind != COUNT_FIXED)
                section->flat_sure = traits_sure(blocks->rising);
            if (section->fields > 1 && !blocks->alike && blocks->unlike >= 3)
                section->unlike_sure = 85;
            if (tree && !blocks->no_tree && blocks->trees > 1)
                section->tree_sure = blocks->trees > 2 ? 97 : 75;
        }
    }
}

int sequences_read(struct structure *structure)
{
    struct following *f = arena_alloc(&structure->arena, 1, sizeof *f);

    if (!f)
        return -1;
    f->structure = structure;
    for (size_t d = 0; d < structure->doc_count; d++) {
        struct scope scope = {{0}};

        record_walk(&structure->body, &structure->docs[d].record, &scope, follow_row, f);
    }
    for (size_t i = 0; i < structure->slot_count; i++)
        settle_slot(&structure->slots[i], &f->steps[i]);
    settle_sections(f, &structure->body);
    return 0;
}
