/* SPDX-License-Identifier: MIT */
/*
 * A hash table from 128-bit keys to the numbers of elements in a list of the caller's. The keys stay
 * in that list, so that a million entries take 8 MiB here. Keys must be hashes: when many have the
 * same low bits, the table is slow.
 */
#ifndef HARNESS_BASE_TABLE_H
#define HARNESS_BASE_TABLE_H

#include "base/hash.h"

struct table;

/* The key of element n, which is in the table. */
typedef struct hash128 table_key(const void *context, size_t n);

struct table *table_new(table_key *key_of, const void *context); /* NULL when out of memory */
void table_free(struct table *table);                            /* takes NULL */
bool table_get(const struct table *table, struct hash128 key, size_t *number);

/*
 * Adds element `number`, below 2^32-1. Its key must be new, and key_of must give it from now on. 0, or
 * -1: out of memory, or too large a number.
 */
int table_put(struct table *table, size_t number);

#endif
