/* SPDX-License-Identifier: MIT */
/*
 * A cache on disk: a directory of shelves of entries. Any number of processes may share it without
 * a lock. An entry is written under a temporary name and then renamed. It ends with its length and
 * a checksum over its name and content: an entry that is torn, altered or misplaced is a miss and is
 * removed. When the directory exceeds its cap, the entries used least recently are removed first.
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
 * Opens `dir`, and makes it when it does not exist. Refused (ERR_INPUT) unless it is a directory of
 * our own user that no other user may write to.
 */
int store_open(struct store **out, const char *dir, bytes_t cap, struct err *err);
void store_close(struct store *store); /* takes NULL */

/* Makes the shelf, readable for all users. Returns its absolute path (malloc'ed), or NULL. */
char *store_shelf(struct store *store, const char *shelf, struct err *err);

/* A descriptor of the entry, whose first *length bytes are its content; -1 on a miss. */
int store_get(struct store *store, const char *name, bytes_t *length);

/*
 * Writes an entry: n bytes, then all of the file `fd` (unless it is -1). Replaces an older entry of
 * that name. An entry of more than half the cap is not kept, which is no failure.
 */
int store_put(struct store *store, const char *name, const void *bytes, size_t n, int fd,
              struct err *err);

void store_touch(struct store *store, const char *name); /* marks the entry as used just now */

/* The number of calls for `name` in all processes, this one included; 0 if it cannot be kept. */
unsigned store_count(struct store *store, const char *name);

#endif
