/* SPDX-License-Identifier: MIT */
#include "pool/loop.h"
#include "base/clock.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BATCH = 16 };

struct loop {
    int epoll;
    size_t awaited;            /* watches that are not quiet */
    struct loop_timer *timers; /* by ascending due time */
    struct epoll_event batch[BATCH];
    int batch_count; /* events of this turn; those of removed watches are cleared */
};

int loop_open(struct loop **out, struct err *err)
{
    struct loop *loop = calloc(1, sizeof *loop);

    if (!loop)
        return err_set(err, ERR_JUDGE, "out of memory");
    loop->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (loop->epoll < 0) {
        free(loop);
        return err_sys(err, ERR_JUDGE, "epoll");
    }
    *out = loop;
    return 0;
}

void loop_free(struct loop *loop)
{
    if (!loop)
        return;
    close(loop->epoll);
    free(loop);
}

int loop_add_watch(struct loop *loop, struct loop_watch *watch, struct err *err)
{
    struct epoll_event event = {.events = watch->event, .data.ptr = watch};

    if (epoll_ctl(loop->epoll, EPOLL_CTL_ADD, watch->fd, &event) < 0)
        return errno == EPERM ? 1 : err_sys(err, ERR_JUDGE, "epoll");
    loop->awaited += !watch->quiet;
    return 0;
}

void loop_remove_watch(struct loop *loop, struct loop_watch *watch)
{
    epoll_ctl(loop->epoll, EPOLL_CTL_DEL, watch->fd, NULL);
    loop->awaited -= !watch->quiet;
    for (int i = 0; i < loop->batch_count; i++)
        if (loop->batch[i].data.ptr == watch)
            loop->batch[i].data.ptr = NULL;
}

void loop_add_timer(struct loop *loop, struct loop_timer *timer)
{
    struct loop_timer **place = &loop->timers;

    while (*place && (*place)->due <= timer->due)
        place = &(*place)->next;
    timer->next = *place;
    *place = timer;
}

void loop_remove_timer(struct loop *loop, struct loop_timer *timer)
{
    struct loop_timer **place = &loop->timers;

    while (*place && *place != timer)
        place = &(*place)->next;
    if (*place)
        *place = timer->next;
}

bool loop_awaits(const struct loop *loop)
{
    return loop->awaited > 0 || loop->timers;
}

/* Milliseconds until the first timer is due, rounded up; -1 without timers. */
static int time_left(const struct loop *loop)
{
    nsec_t left;

    if (!loop->timers)
        return -1;
    left = loop->timers->due - clock_now();
    if (left <= 0)
        return 0;
    left = (left + NSEC_PER_MS - 1) / NSEC_PER_MS;
    return left > 1000000 ? 1000000 : (int)left;
}

static void call_timers(struct loop *loop)
{
    nsec_t now = loop->timers ? clock_now() : 0;

    while (loop->timers && loop->timers->due <= now) {
        struct loop_timer *timer = loop->timers;

        loop->timers = timer->next;
        timer->expired(timer);
    }
}

int loop_turn(struct loop *loop, bool wait, struct err *err)
{
    int n = epoll_wait(loop->epoll, loop->batch, BATCH, wait ? time_left(loop) : 0);

    if (n < 0 && errno != EINTR)
        return err_sys(err, ERR_JUDGE, "epoll");
    loop->batch_count = n < 0 ? 0 : n;
    for (int i = 0; i < loop->batch_count; i++) {
        struct loop_watch *watch = loop->batch[i].data.ptr;

        if (watch)
            watch->ready(watch);
    }
    loop->batch_count = 0;
    call_timers(loop);
    return 0;
}
