/* SPDX-License-Identifier: MIT */
/* What holds between a value and another field: pairs in a row, bounds, lengths of words. */
#include "inputs/record.h"
#include "inputs/traits.h"

enum { PAIR_REACH = 6 }; /* fields further apart are not compared */

struct pair {
    size_t rows;
    size_t below, equal, above; /* left was below, equal to, above right */
};

/* Of a slot's values to one earlier field's. */
struct bound {
    size_t rows;
    bool above, reached, reached_less; /* x > v; x == v; x == v - 1 have been seen */
    bool length_differs;               /* a word's length from v */
};

struct relating {
    struct structure *structure;
    struct pair pairs[MAX_SLOTS][PAIR_REACH];
    struct bound bounds[MAX_SLOTS][MAX_SLOTS];
};

static void compare_fields(struct relating *r, const struct place *place)
{
    const struct cell *cells = place->row->cells;

    for (size_t i = 0; i < place->section->fields; i++) {
        for (size_t j = i + 1; j < place->section->fields && j - i <= PAIR_REACH; j++) {
            struct pair *pair = &r->pairs[place->section->slot + i][j - i - 1];

            pair->rows++;
            pair->below += cells[i].num < cells[j].num;
            pair->equal += cells[i].num == cells[j].num;
            pair->above += cells[i].num > cells[j].num;
        }
    }
}

static void compare_bounds(struct relating *r, const struct place *place, const struct scope *scope)
{
    for (size_t i = 0; i < place->row->count; i++) {
        const struct cell *cell = &place->row->cells[i];
        size_t slot = cell_slot(place->section, i);

        for (size_t v = 0; v < slot; v++) {
            struct bound *bound = &r->bounds[slot][v];

            bound->rows++;
            bound->above = bound->above || cell->num > scope->value[v];
            bound->reached = bound->reached || cell->num == scope->value[v];
            bound->reached_less = bound->reached_less || cell->num == scope->value[v] - 1;
            if (scope->value[v] < 0 || cell->text.len != (size_t)scope->value[v])
                bound->length_differs = true;
        }
    }
}

static int relate_row(void *context, const struct place *place, const struct scope *scope)
{
    compare_fields(context, place);
    compare_bounds(context, place, scope);
    return 0;
}

static void settle_pair(struct structure *structure, size_t left, size_t right,
                        const struct pair *pair)
{
    const struct slot *a = &structure->slots[left], *b = &structure->slots[right];
    struct relation relation = {.left = left, .right = right, .sure = traits_sure(pair->rows)};
    bool ordered = (pair->below > 0) != (pair->above > 0);

    /* Equal ones fit any order. */
    if (ordered)
        relation.sure = traits_sure(pair->below + pair->above);
    if (a->type == SLOT_WORD || a->type != b->type || a->decimals != b->decimals)
        return;
    /* Two or three headers say little: of "n m" nothing, of other fields only the next one. */
    if (a->single && pair->rows < 4 && ((a->counts && b->counts) || right > left + 1))
        return;
    if (pair->below && pair->above) {
        if (pair->equal || pair->rows < 4)
            return;
        relation.kind = UNEQUAL;
    } else if (pair->below) {
        relation.kind = pair->equal ? LESS_EQUAL : LESS;
    } else if (pair->above) {
        relation.kind = pair->equal ? GREATER_EQUAL : GREATER;
    } else {
        if (pair->rows < 3 || a->min == a->max)
            return;
        relation.kind = EQUAL;
    }
    if (structure->relation_count < MAX_RELATIONS)
        structure->relations[structure->relation_count++] = relation;
}

static unsigned bound_sure(const struct slot *slot, const struct slot *by,
                           const struct bound *bound, bool reached, size_t examples)
{
    if (bound->rows != slot->seen || bound->above || (slot->min == 0 && bound->reached))
        return 0;
    if (reached && examples == 1)
        return slot->seen >= 6 ? 90 : 65; /* 3 values up to 3: people write such examples */
    if (reached)
        return slot->seen >= 3 ? 97 : 85;
    if (by->max > 3 * slot->max)
        return 0; /* far away: both are just numbers */
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

/* The field that the word's length is, one that counts nothing else first. */
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
        bool near = by->single || (index - i % index < PAIR_REACH && by->seen == slot->seen);

        if (by->type != SLOT_INT || !near || bound->length_differs || bound->rows != slot->seen)
            continue;
        if (by->counts && i < index)
            continue;
        slot->length = (struct count){.kind = COUNT_SLOT, .slot = i % index, .mul = 1};
        by->counts = true;
        if (structure_shaky(structure, &slot->length))
            by->shaky = true;
        return;
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
        record_walk(&structure->body, &structure->docs[d].record, &scope, relate_row, r);
    }
    for (size_t i = 0; i < structure->slot_count; i++)
        settle_length(r, i);
    for (size_t i = 0; i < structure->slot_count; i++) {
        for (size_t j = 0; j < PAIR_REACH && i + j + 1 < structure->slot_count; j++)
            if (r->pairs[i][j].rows > 0)
                settle_pair(structure, i, i + j + 1, &r->pairs[i][j]);
        settle_bound(r, i);
    }
    return 0;
}
