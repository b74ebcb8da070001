/* SPDX-License-Identifier: MIT */
#include "ctd/values.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

struct occurrence {
    struct hash128 value;
    int64_t times;
};

static struct hash128 cell_key(const void *context, size_t number)
{
    const struct variable *v = context;

    return v->cells[number].key;
}

static struct hash128 occurrence_key(const void *context, size_t number)
{
    const struct variable *v = context;

    return v->occurrences[number].value;
}

int values_init(struct variable_values *store, size_t variables, size_t most_bytes,
                bool has_journal)
{
    *store = (struct variable_values){.list = calloc(variables + 1, sizeof *store->list),
                                      .count = variables,
                                      .most = most_bytes,
                                      .has_journal = has_journal};
    return store->list ? 0 : VALUES_FULL;
}

static void release_variable(struct variable *v)
{
    for (size_t i = 0; i < v->count; i++)
        value_release(&v->cells[i].value);
    free(v->cells);
    free(v->occurrences);
    table_free(v->table);
    table_free(v->by_value);
    *v = (struct variable){0};
}

static void release_change(struct change *change)
{
    value_release(&change->before);
    if (change->whole) {
        release_variable(change->whole);
        free(change->whole);
    }
}

void values_release(struct variable_values *store)
{
    for (size_t i = 0; i < store->change_count; i++)
        release_change(&store->journal[i]);
    free(store->journal);
    for (size_t i = 0; store->list && i < store->count; i++)
        release_variable(&store->list[i]);
    free(store->list);
    *store = (struct variable_values){0};
}

struct hash128 values_key(const int64_t *indices, size_t count)
{
    return hash_bytes(indices, count * sizeof *indices);
}

static struct variable_cell *find_cell(const struct variable *v, struct hash128 key)
{
    size_t number;

    return v->table && table_get(v->table, key, &number) ? &v->cells[number] : NULL;
}

const struct value *values_get(const struct variable_values *store, size_t variable,
                               struct hash128 key)
{
    const struct variable_cell *cell = find_cell(&store->list[variable], key);

    return cell && cell->value.kind != VALUE_NONE ? &cell->value : NULL;
}

/* What is kept for one value, about. */
static size_t cost_of(const struct value *value)
{
    return sizeof(struct variable_cell) + 32 + 8 * value_weight(value);
}

static int use_memory(struct variable_values *store, size_t bytes)
{
    if (bytes > store->most - store->used)
        return VALUES_FULL;
    store->used += bytes;
    return 0;
}

static void free_memory(struct variable_values *store, const struct value *value)
{
    size_t cost = cost_of(value);

    store->used -= cost < store->used ? cost : store->used;
}

static int add_cell(struct variable *v, struct hash128 key)
{
    struct variable_cell *grown = array_grow(v->cells, v->count, &v->room, sizeof *grown);

    if (!grown)
        return VALUES_FULL;
    v->cells = grown;
    if (!v->table)
        v->table = table_new(cell_key, v);
    if (!v->table)
        return VALUES_FULL;
    v->cells[v->count++] = (struct variable_cell){.key = key};
    if (table_put(v->table, v->count - 1) == 0)
        return 0;
    v->count--;
    return VALUES_FULL;
}

/* Counts a value in (1) or out (-1), where the variable's values are counted. */
static int count_value(struct variable *v, const struct value *value, int by)
{
    struct hash128 hash;
    struct occurrence *grown;
    size_t number;

    if (!v->by_value || value->kind == VALUE_NONE)
        return 0;
    hash = value_hash(value);
    if (table_get(v->by_value, hash, &number)) {
        v->occurrences[number].times += by;
        return 0;
    }
    grown = array_grow(v->occurrences, v->occurrence_count, &v->occurrence_room, sizeof *grown);
    if (!grown)
        return VALUES_FULL;
    v->occurrences = grown;
    v->occurrences[v->occurrence_count++] = (struct occurrence){.value = hash, .times = by};
    return table_put(v->by_value, v->occurrence_count - 1) == 0 ? 0 : VALUES_FULL;
}

/* Notes the change in the journal, which takes `before` over; without a journal it is released. */
static int note_change(struct variable_values *store, struct change change)
{
    struct change *grown;

    if (store->has_journal) {
        grown = array_grow(store->journal, store->change_count, &store->change_room, sizeof *grown);
        if (grown) {
            store->journal = grown;
            store->journal[store->change_count++] = change;
            return 0;
        }
    }
    release_change(&change);
    return store->has_journal ? VALUES_FULL : 0;
}

/* Moves the value into the cell, and what was there into *before. */
static int exchange(struct variable *v, size_t cell, struct value *value, struct value *before)
{
    *before = v->cells[cell].value;
    v->set += (value->kind != VALUE_NONE) - (size_t)(before->kind != VALUE_NONE);
    v->cells[cell].value = *value;
    *value = (struct value){.kind = VALUE_NONE};
    return count_value(v, before, -1) < 0 || count_value(v, &v->cells[cell].value, 1) < 0
               ? VALUES_FULL
               : 0;
}

int values_put(struct variable_values *store, size_t variable, struct hash128 key,
               struct value *value)
{
    struct variable *v = &store->list[variable];
    struct variable_cell *cell = find_cell(v, key);
    struct value before;
    int failed;

    if (value_own(value) < 0 || use_memory(store, cost_of(value)) < 0 ||
        (!cell && add_cell(v, key) < 0)) {
        value_release(value);
        return VALUES_FULL;
    }
    if (!cell)
        cell = &v->cells[v->count - 1];
    failed = exchange(v, (size_t)(cell - v->cells), value, &before);
    if (!store->has_journal && before.kind != VALUE_NONE)
        free_memory(store, &before);
    if (note_change(store, (struct change){.variable = variable,
                                           .cell = (size_t)(cell - v->cells),
                                           .before = before}) < 0)
        failed = VALUES_FULL;
    return failed;
}

int values_unset(struct variable_values *store, size_t variable)
{
    struct variable *v = &store->list[variable], *whole;

    if (!store->has_journal) {
        for (size_t i = 0; i < v->count; i++)
            free_memory(store, &v->cells[i].value);
        release_variable(v);
        return 0;
    }
    whole = calloc(1, sizeof *whole);
    if (!whole)
        return VALUES_FULL;
    *whole = *v;
    *v = (struct variable){0};
    return note_change(store, (struct change){.variable = variable, .whole = whole});
}

int64_t values_occurrences(struct variable_values *store, size_t variable,
                           const struct value *value)
{
    struct variable *v = &store->list[variable];
    size_t number;

    if (!v->by_value) {
        v->by_value = table_new(occurrence_key, v);
        if (!v->by_value)
            return VALUES_FULL;
        for (size_t i = 0; i < v->count; i++)
            if (count_value(v, &v->cells[i].value, 1) < 0)
                return VALUES_FULL;
    }
    return table_get(v->by_value, value_hash(value), &number) ? v->occurrences[number].times : 0;
}

void values_undo(struct variable_values *store, size_t mark)
{
    while (store->change_count > mark) {
        struct change *change = &store->journal[--store->change_count];
        struct variable *v = &store->list[change->variable];
        struct value discarded = {.kind = VALUE_NONE};

        if (change->whole) {
            release_variable(v);
            *v = *change->whole;
            free(change->whole);
        } else {
            exchange(v, change->cell, &change->before, &discarded);
            value_release(&discarded);
        }
    }
}
