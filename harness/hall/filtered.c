/* SPDX-License-Identifier: MIT */
#include "hall/filtered.h"

#include <stdlib.h>
#include <string.h>

int filtered_init(struct filtered *filtered, size_t max, struct err *err)
{
    memset(filtered, 0, sizeof *filtered);
    filtered->max = max;
    return spool_open(&filtered->sources, err);
}

void filtered_release(struct filtered *filtered)
{
    for (size_t i = 0; i < filtered->count; i++)
        program_release(&filtered->survivors[i].program);
    free(filtered->survivors);
    filtered->survivors = NULL;
    filtered->count = 0;
    spool_close(&filtered->sources);
}

static int make_room(struct filtered *filtered, struct err *err)
{
    size_t room = filtered->room ? filtered->room * 2 : 64;
    struct survivor *grown;

    if (filtered->count < filtered->room)
        return 0;
    grown = realloc(filtered->survivors, room * sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    filtered->survivors = grown;
    filtered->room = room;
    return 0;
}

static size_t largest_index(const struct filtered *filtered)
{
    size_t last = 0;

    for (size_t i = 1; i < filtered->count; i++)
        if (filtered->survivors[i].first > filtered->survivors[last].first)
            last = i;
    return last;
}

/* The place for a survivor of that index in a full list, whose last one leaves it; or NULL. */
static struct survivor *displace(struct filtered *filtered, uint64_t first)
{
    struct survivor *last = &filtered->survivors[filtered->last];

    filtered->dropped++;
    if (filtered->max == 0 || last->first < first)
        return NULL;
    program_release(&last->program);
    return last;
}

int filtered_keep(struct filtered *filtered, struct survivor *survivor, const char *source,
                  size_t length, struct err *err)
{
    struct survivor *place;

    if (filtered->count < filtered->max) {
        if (make_room(filtered, err) < 0)
            return -1;
        place = &filtered->survivors[filtered->count];
    } else {
        place = displace(filtered, survivor->first);
    }
    if (!place) {
        program_release(&survivor->program);
        return 0;
    }
    *place = *survivor;
    survivor->program.language = NULL;
    filtered->count += filtered->count < filtered->max;
    if (spool_add(&filtered->sources, source, length, &place->source, err) < 0)
        return -1;
    if (place->program.language && program_to_disk(&place->program, err) < 0)
        return -1;
    if (filtered->count == filtered->max)
        filtered->last = largest_index(filtered);
    return 0;
}

static int by_index(const void *a, const void *b)
{
    uint64_t x = ((const struct survivor *)a)->first, y = ((const struct survivor *)b)->first;

    return (x > y) - (x < y);
}

void filtered_order(struct filtered *filtered)
{
    if (filtered->count > 0)
        qsort(filtered->survivors, filtered->count, sizeof *filtered->survivors, by_index);
    filtered->last = filtered->count > 0 ? filtered->count - 1 : 0;
}

int filtered_source(struct filtered *filtered, size_t survivor, struct buf *room, struct err *err)
{
    return spool_get(&filtered->sources, filtered->survivors[survivor].source, room, err);
}
