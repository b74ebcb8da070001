/* SPDX-License-Identifier: MIT */
/*
 * A hash table of things that the caller keeps in a list, from their 128-bit keys to their numbers
 * in it. The keys stay with the caller too: a million entries take 8 MiB here. They are taken for
 * hashes: where many have the same low bits, it is slow.
 */
#ifndef HARNESS_BASE_TABLE_H
#define HARNESS_BASE_TABLE_H

#include "base/hash.h"

struct table;

/* The key of number n, which was put. */
typedef struct hash128 table_key(const void *context, size_t n);

struct table *table_new(table_key *key_of, const void *context); /* NULL when out of memory */
void table_free(struct table *table);                            /* takes NULL */
bool table_get(const struct table *table, struct hash128 key, size_t *number);

/*
 * Puts a number below 2^32-1, whose key must not be there yet and can be had from now on. 0, or -1:
 * out of memory, or too large a number.
 */
int table_put(struct table *table, size_t number);

#endif
