/* SPDX-License-Identifier: MIT */
/*
 * The event loop: any number of descriptors to watch (epoll), and timers. One loop turns for all of
 * winnow; nothing else waits. Watches and timers lie in their owners' structs and must stay there
 * while they are set. Callbacks are called from loop_turn; they may set and remove any watch or timer,
 * their own included.
 */
#ifndef HARNESS_POOL_LOOP_H
#define HARNESS_POOL_LOOP_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stdint.h>

struct loop_watch {
    int fd;         /* borrowed; remove the watch before the descriptor is closed */
    bool quiet;     /* loop_awaits does not count it */
    uint32_t event; /* EPOLLIN or EPOLLOUT */
    void (*ready)(struct loop_watch *watch);
};

struct loop_timer {
    nsec_t due; /* of clock_now */
    void (*expired)(struct loop_timer *timer);
    struct loop_timer *next; /* the loop's own */
};

struct loop;

int loop_open(struct loop **out, struct err *err);
void loop_free(struct loop *loop); /* takes NULL */

/*
 * Calls watch->ready each time the descriptor is ready. Returns 0, -1, or 1 when the descriptor cannot
 * be watched because it never blocks (a regular file): it is ready now, and the watch is not set.
 */
int loop_add_watch(struct loop *loop, struct loop_watch *watch, struct err *err);
void loop_remove_watch(struct loop *loop, struct loop_watch *watch);

/* Calls timer->expired once, at timer->due. */
void loop_add_timer(struct loop *loop, struct loop_timer *timer);
void loop_remove_timer(struct loop *loop, struct loop_timer *timer); /* also one that is not set */

/* Whether a watch that is not quiet or a timer is set. */
bool loop_awaits(const struct loop *loop);

/* Calls what is ready or due. `wait`: waits until something is. 0 or -1. */
int loop_turn(struct loop *loop, bool wait, struct err *err);

#endif
