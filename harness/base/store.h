/* SPDX-License-Identifier: MIT */
/*
 * A cache on disk: a directory of shelves of entries, which any number of processes may share
 * without a lock. An entry is written to a temporary name and renamed; it ends with its length and
 * a checksum over its name and content, so that one which is torn, altered or misplaced is a miss
 * and is removed. When the directory outgrows its cap, what was used least recently goes first.
 *
 * A name is "shelf/entry": letters, digits, '.', '-' and '_', one slash.
 */
#ifndef HARNESS_BASE_STORE_H
#define HARNESS_BASE_STORE_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stddef.h>

struct store;

/*
 * Opens `dir`, making it when it is not there. Refused (ERR_INPUT) unless it is a directory that
 * belongs to us and that nobody else may write to.
 */
int store_open(struct store **out, const char *dir, bytes_t cap, struct err *err);
void store_close(struct store *store); /* takes NULL */

/* Makes the shelf, readable for everybody, and returns its absolute path (malloc'ed), or NULL. */
char *store_shelf(struct store *store, const char *shelf, struct err *err);

/* The entry's descriptor, whose first *length bytes are its content; -1 on a miss. */
int store_get(struct store *store, const char *name, bytes_t *length);

/*
 * Writes an entry: n bytes, then all of the file `fd` (unless it is -1). Replaces an older one. An
 * entry that would take more than half of the cap is not kept, which is no failure.
 */
int store_put(struct store *store, const char *name, const void *bytes, size_t n, int fd,
              struct err *err);

void store_touch(struct store *store, const char *name); /* it is used still: not to be evicted */

/* Counts how often it was called for `name`, by all processes; 0 when that cannot be kept. */
unsigned store_count(struct store *store, const char *name);

#endif
