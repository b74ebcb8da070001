/* SPDX-License-Identifier: MIT */
/*
 * Open addressing with linear probing, as the keys are hashes already. uthash would do, but its
 * handle and an allocation for each entry come to 100 bytes where this takes 25 to 67: with a
 * million distinct programs that is the difference between fitting into 256 MiB and not.
 */
#include "base/table.h"

#include <stdlib.h>

enum { FIRST_ROOM = 64 };

struct item {
    struct hash128 key;
    size_t value;
};

struct table {
    struct item *items;  /* `room` of them, a power of two */
    unsigned char *used; /* by item */
    size_t room, count;
};

static int make_room(struct table *table, size_t room)
{
    table->items = malloc(room * sizeof *table->items);
    table->used = calloc(room, 1);
    table->room = room;
    table->count = 0;
    return table->items && table->used ? 0 : -1;
}

static void release(struct table *table)
{
    free(table->items);
    free(table->used);
}

struct table *table_new(void)
{
    struct table *table = calloc(1, sizeof *table);

    if (table && make_room(table, FIRST_ROOM) < 0) {
        table_free(table);
        return NULL;
    }
    return table;
}

void table_free(struct table *table)
{
    if (!table)
        return;
    release(table);
    free(table);
}

/* Where the key is, or the free place where it would be put: there always is one. */
static size_t place_of(const struct table *table, struct hash128 key)
{
    size_t at = key.lo & (table->room - 1);

    while (table->used[at] && !hash_equal(table->items[at].key, key))
        at = (at + 1) & (table->room - 1);
    return at;
}

bool table_get(const struct table *table, struct hash128 key, size_t *value)
{
    size_t at = place_of(table, key);

    if (table->used[at])
        *value = table->items[at].value;
    return table->used[at];
}

static void put_at(struct table *table, size_t at, struct hash128 key, size_t value)
{
    table->count += !table->used[at];
    table->used[at] = 1;
    table->items[at] = (struct item){.key = key, .value = value};
}

static int grow(struct table *table)
{
    struct table larger;

    if (make_room(&larger, table->room * 2) < 0) {
        release(&larger);
        return -1;
    }
    for (size_t i = 0; i < table->room; i++)
        if (table->used[i])
            put_at(&larger, place_of(&larger, table->items[i].key), table->items[i].key,
                   table->items[i].value);
    release(table);
    *table = larger;
    return 0;
}

int table_put(struct table *table, struct hash128 key, size_t value)
{
    /* Over three quarters full, probing becomes long. */
    if (table->count >= table->room / 4 * 3 && grow(table) < 0)
        return -1;
    put_at(table, place_of(table, key), key, value);
    return 0;
}
