/* SPDX-License-Identifier: MIT */
/* How much a store holds, and what goes when that is too much. Private to the store. */
#ifndef HARNESS_BASE_STORE_ROOM_H
#define HARNESS_BASE_STORE_ROOM_H

#include "winnow/units.h"

#define STORE_TEMPORARY ".tmp-"

struct store_room {
    int dir; /* the store's; borrowed */
    bytes_t cap;
    bytes_t total; /* at the last look, and what we have put since */
    bytes_t since; /* what we have put since the last look; < 0: never looked */
};

void store_room_init(struct store_room *room, int dir, bytes_t cap);

/* Makes room for an entry of that length and counts it in. What cannot be removed is let be. */
void store_room_make(struct store_room *room, bytes_t length);

#endif
