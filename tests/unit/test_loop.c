/* SPDX-License-Identifier: MIT */
/* The event loop: watches and timers, also those that are removed while others are called. */
#include "pool/loop.h"
#include "base/clock.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <unistd.h>
#include <cmocka.h>

/* A pipe with a byte in it, watched. */
struct watched {
    struct loop_watch watch; /* first */
    struct loop *loop;
    struct watched *other; /* to be removed when this one is called, or NULL */
    int pipe[2];
    int calls;
};

static void count_call(struct loop_watch *watch)
{
    struct watched *w = (struct watched *)watch;
    char byte;

    w->calls++;
    assert_int_equal(read(watch->fd, &byte, 1), 1);
    if (w->other)
        loop_remove_watch(w->loop, &w->other->watch);
}

static void watch_pipe(struct watched *w, struct loop *loop, struct watched *other)
{
    *w = (struct watched){.loop = loop, .other = other};
    assert_int_equal(pipe(w->pipe), 0);
    assert_int_equal(write(w->pipe[1], "x", 1), 1);
    w->watch = (struct loop_watch){.fd = w->pipe[0], .event = EPOLLIN, .ready = count_call};
    assert_int_equal(loop_add_watch(loop, &w->watch, NULL), 0);
}

static void close_pipe(const struct watched *w)
{
    close(w->pipe[0]);
    close(w->pipe[1]);
}

static void every_descriptor_that_is_ready_is_called(void **state)
{
    enum { MANY = 40 };
    struct watched list[MANY];
    struct loop *loop;
    int calls = 0;

    (void)state;
    assert_int_equal(loop_open(&loop, NULL), 0);
    assert_false(loop_awaits(loop));
    for (int i = 0; i < MANY; i++)
        watch_pipe(&list[i], loop, NULL);
    assert_true(loop_awaits(loop));
    for (int turn = 0; turn < MANY; turn++)
        assert_int_equal(loop_turn(loop, false, NULL), 0);
    for (int i = 0; i < MANY; i++) {
        calls += list[i].calls;
        loop_remove_watch(loop, &list[i].watch);
        close_pipe(&list[i]);
    }
    assert_int_equal(calls, MANY);
    assert_false(loop_awaits(loop));
    loop_free(loop);
}

/* Both are ready in one turn, and each removes the other: only one of them may be called. */
static void a_watch_removed_in_a_turn_is_not_called_in_it(void **state)
{
    struct watched one, two;
    struct loop *loop;

    (void)state;
    assert_int_equal(loop_open(&loop, NULL), 0);
    watch_pipe(&one, loop, &two);
    watch_pipe(&two, loop, &one);
    assert_int_equal(loop_turn(loop, true, NULL), 0);
    assert_int_equal(one.calls + two.calls, 1);
    close_pipe(&one);
    close_pipe(&two);
    loop_free(loop);
}

static void a_regular_file_is_ready_and_not_watched(void **state)
{
    struct loop_watch watch = {.event = EPOLLIN};
    struct loop *loop;

    (void)state;
    assert_int_equal(loop_open(&loop, NULL), 0);
    watch.fd = file_scratch(NULL);
    assert_int_equal(loop_add_watch(loop, &watch, NULL), 1);
    assert_false(loop_awaits(loop));
    close(watch.fd);
    loop_free(loop);
}

struct noted_timer {
    struct loop_timer timer; /* first */
    int *order, *count;
    int name;
};

static void note_expiry(struct loop_timer *timer)
{
    struct noted_timer *t = (struct noted_timer *)timer;

    t->order[(*t->count)++] = t->name;
}

static void timers_expire_in_the_order_in_which_they_are_due(void **state)
{
    static const int delays_ms[] = {3, 1, 2, 0};
    struct noted_timer timers[4];
    struct loop *loop;
    nsec_t now = clock_now();
    int order[4], count = 0;

    (void)state;
    assert_int_equal(loop_open(&loop, NULL), 0);
    for (int i = 0; i < 4; i++) {
        timers[i] = (struct noted_timer){
            .timer = {.due = now + delays_ms[i] * NSEC_PER_MS, .expired = note_expiry},
            .order = order,
            .count = &count,
            .name = i};
        loop_add_timer(loop, &timers[i].timer);
    }
    loop_remove_timer(loop, &timers[2].timer);
    loop_remove_timer(loop, &timers[2].timer); /* one that is not set */
    while (loop_awaits(loop))
        assert_int_equal(loop_turn(loop, true, NULL), 0);
    assert_int_equal(count, 3);
    assert_int_equal(order[0], 3);
    assert_int_equal(order[1], 1);
    assert_int_equal(order[2], 0);
    assert_true(clock_now() >= now + 3 * NSEC_PER_MS);
    loop_free(loop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_descriptor_that_is_ready_is_called),
        cmocka_unit_test(a_watch_removed_in_a_turn_is_not_called_in_it),
        cmocka_unit_test(a_regular_file_is_ready_and_not_watched),
        cmocka_unit_test(timers_expire_in_the_order_in_which_they_are_due),
    };

    return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
