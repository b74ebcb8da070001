/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include <stdlib.h>

#define HASH_NONFATAL_OOM 1 /* out of memory is reported, not fatal */
/* The keys are hashes already. */
#define HASH_FUNCTION(key, length, out)                                                            \
    ((void)(length), (out) = (unsigned)((const uint64_t *)(key))[1])
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion" /* uthash's macros; they expand in this file only */
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <uthash.h>

struct item {
    struct hash128 key;
    size_t value;
    UT_hash_handle hh;
};

struct table {
    struct item *items;
};

struct table *table_new(void)
{
    return calloc(1, sizeof(struct table));
}

void table_free(struct table *table)
{
    struct item *item, *next;

    if (!table)
        return;
    HASH_ITER(hh, table->items, item, next)
    {
        HASH_DEL(table->items, item);
        free(item);
    }
    free(table);
}

static struct item *find(const struct table *table, struct hash128 key)
{
    struct item *item;

    HASH_FIND(hh, table->items, &key, sizeof key, item);
    return item;
}

bool table_get(const struct table *table, struct hash128 key, size_t *value)
{
    const struct item *item = find(table, key);

    if (item)
        *value = item->value;
    return item != NULL;
}

int table_put(struct table *table, struct hash128 key, size_t value)
{
    struct item *item = find(table, key);
    size_t before = HASH_COUNT(table->items);

    if (item) {
        item->value = value;
        return 0;
    }
    item = calloc(1, sizeof *item);
    if (!item)
        return -1;
    item->key = key;
    item->value = value;
    HASH_ADD(hh, table->items, key, sizeof item->key, item);
    if (HASH_COUNT(table->items) == before) {
        free(item);
        return -1;
    }
    return 0;
}
#pragma GCC diagnostic pop
