/* SPDX-License-Identifier: MIT */
/*
 * Many small objects that are released together: those of one structure, proposal or grammar.
 * A failed allocation is remembered, so that a caller may go on and check `failed` once.
 */
#ifndef HARNESS_BASE_ARENA_H
#define HARNESS_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

struct arena {
    struct arena_block *blocks; /* the newest first */
    bool failed;                /* an allocation has failed since the last reset */
};

/* `count` zeroed objects of `size` bytes, aligned for any type; NULL when out of memory. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

char *arena_text(struct arena *arena, const char *text); /* a copy, or NULL when out of memory */
void arena_reset(struct arena *arena);   /* everything in it is gone; one block is kept */
void arena_release(struct arena *arena); /* all memory freed; takes a zeroed one */

#endif
