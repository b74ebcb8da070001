/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 32 * 1024, ALIGNMENT = alignof(max_align_t) };

struct arena_block {
    struct arena_block *next;
    size_t used, room;
    alignas(max_align_t) char bytes[];
};

static struct arena_block *block_new(struct arena *arena, size_t need)
{
    size_t room = need > BLOCK_BYTES ? need : BLOCK_BYTES;
    struct arena_block *block = malloc(sizeof *block + room);

    if (!block)
        return NULL;
    block->next = arena->blocks;
    block->used = 0;
    block->room = room;
    arena->blocks = block;
    return block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
    struct arena_block *block = arena->blocks;
    size_t need;
    void *p;

    if (__builtin_mul_overflow(count, size, &need) || need > SIZE_MAX / 4) {
        arena->failed = true;
        return NULL;
    }
    need = (need + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!block || need > block->room - block->used)
        block = block_new(arena, need);
    if (!block) {
        arena->failed = true;
        return NULL;
    }
    p = block->bytes + block->used;
    block->used += need;
    return memset(p, 0, need);
}

char *arena_text(struct arena *arena, const char *text)
{
    char *copy = arena_alloc(arena, strlen(text) + 1, 1);

    return copy ? strcpy(copy, text) : NULL;
}

static void free_from(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;

        free(block);
        block = next;
    }
}

void arena_reset(struct arena *arena)
{
    arena->failed = false;
    if (!arena->blocks)
        return;
    free_from(arena->blocks->next);
    arena->blocks->next = NULL;
    arena->blocks->used = 0;
}

void arena_release(struct arena *arena)
{
    free_from(arena->blocks);
    arena->blocks = NULL;
}
