/* SPDX-License-Identifier: MIT */
#include "record/survivors.h"

#include <stdlib.h>
#include <string.h>

int survivors_init(struct survivors *survivors, size_t max, struct err *err)
{
    memset(survivors, 0, sizeof *survivors);
    survivors->max = max;
    return spool_open(&survivors->sources, err);
}

void survivors_release(struct survivors *survivors)
{
    for (size_t i = 0; i < survivors->count; i++)
        program_release(&survivors->list[i].program);
    free(survivors->list);
    survivors->list = NULL;
    survivors->count = 0;
    spool_close(&survivors->sources);
}

static int make_room(struct survivors *survivors, struct err *err)
{
    size_t room = survivors->room ? survivors->room * 2 : 64;
    struct survivor *grown;

    if (survivors->count < survivors->room)
        return 0;
    grown = realloc(survivors->list, room * sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    survivors->list = grown;
    survivors->room = room;
    return 0;
}

static size_t largest_index(const struct survivors *survivors)
{
    size_t last = 0;

    for (size_t i = 1; i < survivors->count; i++)
        if (survivors->list[i].first > survivors->list[last].first)
            last = i;
    return last;
}

/* The place for a survivor of that index in a full list, whose last one leaves it; or NULL. */
static struct survivor *displace(struct survivors *survivors, uint64_t first)
{
    struct survivor *last = &survivors->list[survivors->last];

    survivors->dropped++;
    if (survivors->max == 0 || last->first < first)
        return NULL;
    program_release(&last->program);
    return last;
}

int survivors_keep(struct survivors *survivors, struct survivor *survivor, const char *source,
                   size_t length, struct err *err)
{
    struct survivor *place;

    if (survivors->count < survivors->max) {
        if (make_room(survivors, err) < 0)
            return -1;
        place = &survivors->list[survivors->count];
    } else {
        place = displace(survivors, survivor->first);
    }
    if (!place) {
        program_release(&survivor->program);
        return 0;
    }
    *place = *survivor;
    survivor->program.language = NULL;
    survivors->count += survivors->count < survivors->max;
    if (spool_add(&survivors->sources, source, length, &place->source, err) < 0)
        return -1;
    if (place->program.language && program_to_disk(&place->program, err) < 0)
        return -1;
    if (survivors->count == survivors->max)
        survivors->last = largest_index(survivors);
    return 0;
}

static int by_index(const void *a, const void *b)
{
    uint64_t x = ((const struct survivor *)a)->first, y = ((const struct survivor *)b)->first;

    return (x > y) - (x < y);
}

void survivors_order(struct survivors *survivors)
{
    if (survivors->count > 0)
        qsort(survivors->list, survivors->count, sizeof *survivors->list, by_index);
    survivors->last = survivors->count > 0 ? survivors->count - 1 : 0;
}

int survivors_source(struct survivors *survivors, size_t survivor, struct buf *room,
                     struct err *err)
{
    return spool_get(&survivors->sources, survivors->list[survivor].source, room, err);
}
