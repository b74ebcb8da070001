/* SPDX-License-Identifier: MIT */
/* Relations of a value to an earlier field (bounds, lengths of words), and along lists and columns. */
#include "inputs/instance.h"
#include "inputs/traits.h"

#include <stdlib.h>

enum {
    NEAR = 6,            /* fields further apart are not taken for a word's length */
    MAX_SEQUENCE = 2000, /* values of a longer list that are looked at */
};

/* The values of a slot compared with one earlier field. */
struct bound {
    size_t rows;
    bool above, reached, reached_less; /* x > v; x == v; x == v - 1 have been seen */
    bool length_differs;               /* a word's length from v */
};

/* All lists and columns of a slot. */
struct steps {
    size_t up, down, level; /* neighbours that rise, fall, are equal */
    size_t longest;
    bool no_permutation_0, no_permutation_1;
};

struct relating {
    struct structure *structure;
    struct bound bounds[MAX_SLOTS][MAX_SLOTS];
    struct steps steps[MAX_SLOTS];
    int64_t values[MAX_SEQUENCE]; /* of the sequence at hand */
    size_t count;
};

/* Percent of trust in an order that n pairs of neighbours have, where a coin might decide each. */
static unsigned sure_of(size_t n)
{
    static const unsigned percent[] = {0, 50, 75, 88, 94, 96};

    return n < 6 ? percent[n] : 97;
}

static void compare_bounds(struct relating *r, const struct place *place, const struct scope *scope)
{
    for (size_t i = 0; i < place->row->count; i++) {
        const struct entry *entry = &place->row->entries[i];
        size_t slot = entry_slot(place->section, i);

        for (size_t v = 0; v < slot; v++) {
            struct bound *bound = &r->bounds[slot][v];

            bound->rows++;
            bound->above = bound->above || entry->num > scope->value[v];
            bound->reached = bound->reached || entry->num == scope->value[v];
            bound->reached_less = bound->reached_less || entry->num == scope->value[v] - 1;
            if (scope->value[v] < 0 || entry->text.len != (size_t)scope->value[v])
                bound->length_differs = true;
        }
    }
}

static int compare_numbers(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

static void follow_sequence(struct relating *r, size_t slot)
{
    struct steps *steps = &r->steps[slot];
    int64_t *values = r->values;

    for (size_t i = 1; i < r->count; i++) {
        steps->up += values[i] > values[i - 1];
        steps->down += values[i] < values[i - 1];
        steps->level += values[i] == values[i - 1];
    }
    qsort(values, r->count, sizeof *values, compare_numbers);
    for (size_t i = 0; i < r->count; i++) {
        steps->no_permutation_0 = steps->no_permutation_0 || values[i] != (int64_t)i;
        steps->no_permutation_1 = steps->no_permutation_1 || values[i] != (int64_t)i + 1;
    }
    steps->longest = r->count > steps->longest ? r->count : steps->longest;
}

static void add_value(struct relating *r, const struct entry *entry)
{
    if (r->count < MAX_SEQUENCE)
        r->values[r->count++] = entry->num;
}

static void follow_part(struct relating *r, const struct section *section, const struct part *part)
{
    for (size_t c = 0; c < section->fields && part->count > 1; c++) {
        r->count = 0;
        for (size_t i = 0; i < part->count; i++)
            add_value(r, &part->rows[i].entries[c]);
        follow_sequence(r, section->slot + c);
    }
    for (size_t i = 0; section->has_list && i < part->count; i++) {
        r->count = 0;
        for (size_t c = section->fields; c < part->rows[i].count; c++)
            add_value(r, &part->rows[i].entries[c]);
        follow_sequence(r, section->slot + section->fields);
    }
}

static int relate_row(void *context, const struct place *place, const struct scope *scope)
{
    compare_bounds(context, place, scope);
    if (place->row == place->part->rows) /* a part is taken as a whole at its first row */
        follow_part(context, place->section, place->part);
    return 0;
}

static unsigned bound_sure(const struct slot *slot, const struct slot *by,
                           const struct bound *bound, bool reached, size_t examples)
{
    if (bound->rows != slot->seen || bound->above || (slot->min == 0 && bound->reached))
        return 0;
    if (reached && examples == 1)
        return slot->seen >= 6 ? 90 : 65; /* 3 values up to 3 are common by chance */
    if (reached)
        return slot->seen >= 3 ? 97 : 85;
    if (by->max > 3 * slot->max)
        return 0; /* too far apart to be a bound */
    return slot->seen >= 4 ? 75 : 50;
}

static void settle_bound(struct relating *r, size_t index)
{
    struct slot *slot = &r->structure->slots[index];

    if (slot->type != SLOT_INT || slot->seen == 0 || slot->min < 0 || slot->few || slot->single)
        return;
    for (size_t v = 0; v < index; v++) {
        const struct slot *by = &r->structure->slots[v];
        const struct bound *bound = &r->bounds[index][v];
        bool from_zero = slot->min == 0;
        unsigned sure =
            bound_sure(slot, by, bound, from_zero ? bound->reached_less : bound->reached,
                       r->structure->doc_count);

        if (by->type != SLOT_INT || !by->single || sure <= slot->bound_sure)
            continue;
        slot->bound_sure = sure;
        slot->bound_slot = v;
        slot->bound_off = from_zero ? -1 : 0;
        slot->bound_low = from_zero ? 0 : 1;
    }
}

/* Looks for the field that gives the word's length, first among those that count nothing else. */
static void settle_length(struct relating *r, size_t index)
{
    struct structure *structure = r->structure;
    struct slot *slot = &structure->slots[index];

    if (slot->type != SLOT_WORD || slot->seen == 0)
        return;
    slot->length = (struct count){.kind = COUNT_FREE};
    if (slot->min_len == slot->max_len && slot->seen > 1)
        slot->length = (struct count){.kind = COUNT_FIXED, .fixed = slot->min_len};
    for (size_t i = 0; i < 2 * index; i++) {
        struct slot *by = &structure->slots[i % index];
        const struct bound *bound = &r->bounds[index][i % index];
        bool near = by->single || (index - i % index < NEAR && by->seen == slot->seen);

        if (by->type != SLOT_INT || !near || bound->length_differs || bound->rows != slot->seen)
            continue;
        if (by->counts && i < index)
            continue;
        slot->length = (struct count){.kind = COUNT_SLOT, .slot = i % index, .mul = 1};
        by->counts = true;
        return;
    }
}

static void settle_sequences(struct slot *slot, const struct steps *steps)
{
    if (slot->type == SLOT_WORD || slot->few)
        return;
    slot->strict = steps->level == 0;
    if (steps->down == 0)
        slot->rising_sure = sure_of(steps->up);
    if (steps->up == 0)
        slot->falling_sure = sure_of(steps->down);
    if (slot->type == SLOT_INT && steps->longest >= 2 &&
        !(steps->no_permutation_0 && steps->no_permutation_1)) {
        /* People write 1 2 3 where any list would do. */
        slot->permutation_sure = steps->down == 0 ? 40 : steps->longest >= 3 ? 95 : 50;
        slot->permutation_base = steps->no_permutation_0;
    }
}

int relations_read(struct structure *structure)
{
    struct relating *r = arena_alloc(&structure->arena, 1, sizeof *r);

    if (!r)
        return -1;
    r->structure = structure;
    for (size_t d = 0; d < structure->doc_count; d++) {
        struct scope scope;

        for (size_t i = 0; i < MAX_SLOTS; i++)
            scope.value[i] = -1;
        instance_walk(&structure->body, &structure->docs[d].instance, &scope, relate_row, r);
    }
    for (size_t i = 0; i < structure->slot_count; i++)
        settle_length(r, i);
    for (size_t i = 0; i < structure->slot_count; i++) {
        settle_bound(r, i);
        settle_sequences(&structure->slots[i], &r->steps[i]);
    }
    return 0;
}
