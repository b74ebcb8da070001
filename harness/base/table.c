/* SPDX-License-Identifier: MIT */
/*
 * Open addressing with linear probing; the keys are hashes already. Not uthash: its handle and one
 * allocation take 100 bytes for each entry, this table 5 to 11. With a million distinct programs
 * only the latter stays below 256 MiB.
 */
#include "base/table.h"

#include <stdlib.h>

enum { FIRST_ROOM = 64 };

struct table {
    table_key *key_of;
    const void *context;
    uint32_t *slots; /* numbers plus one; 0: free. `room` of them, a power of two */
    size_t room, count;
};

struct table *table_new(table_key *key_of, const void *context)
{
    struct table *table = calloc(1, sizeof *table);

    if (!table)
        return NULL;
    *table = (struct table){.key_of = key_of, .context = context, .room = FIRST_ROOM};
    table->slots = calloc(table->room, sizeof *table->slots);
    if (!table->slots) {
        free(table);
        return NULL;
    }
    return table;
}

void table_free(struct table *table)
{
    if (!table)
        return;
    free(table->slots);
    free(table);
}

/* The slot of the key, or the free slot for it; at least a quarter of all slots are free. */
static uint32_t *slot_of(const struct table *table, struct hash128 key)
{
    size_t at = key.lo & (table->room - 1);

    while (table->slots[at] != 0 &&
           !hash_equal(table->key_of(table->context, table->slots[at] - 1), key))
        at = (at + 1) & (table->room - 1);
    return &table->slots[at];
}

bool table_get(const struct table *table, struct hash128 key, size_t *number)
{
    const uint32_t *slot = slot_of(table, key);

    if (*slot != 0)
        *number = *slot - 1;
    return *slot != 0;
}

static int double_room(struct table *table)
{
    struct table larger = *table;

    larger.room = table->room * 2;
    larger.slots = calloc(larger.room, sizeof *larger.slots);
    if (!larger.slots)
        return -1;
    for (size_t i = 0; i < table->room; i++)
        if (table->slots[i] != 0)
            *slot_of(&larger, table->key_of(table->context, table->slots[i] - 1)) = table->slots[i];
    free(table->slots);
    *table = larger;
    return 0;
}

int table_put(struct table *table, size_t number)
{
    if (number >= UINT32_MAX)
        return -1;
    /* Probe sequences become long when more than three quarters are taken. */
    if (table->count >= table->room / 4 * 3 && double_room(table) < 0)
        return -1;
    *slot_of(table, table->key_of(table->context, number)) = (uint32_t)(number + 1);
    table->count++;
    return 0;
}
