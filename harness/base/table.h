/* SPDX-License-Identifier: MIT */
/*
 * A hash table from 128-bit keys to numbers. The keys are taken for hashes: where many have the same
 * low bits, it is slow.
 */
#ifndef HARNESS_BASE_TABLE_H
#define HARNESS_BASE_TABLE_H

#include "base/hash.h"

struct table;

struct table *table_new(void);        /* NULL when out of memory */
void table_free(struct table *table); /* takes NULL */
bool table_get(const struct table *table, struct hash128 key, size_t *value);
int table_put(struct table *table, struct hash128 key, size_t value); /* 0, or -1: out of memory */

#endif
