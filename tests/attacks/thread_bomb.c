/* SPDX-License-Identifier: MIT */
/*
 * attack: starts threads that only wait, until it is refused, and fails.
 * expect: RTE
 * detail: process limit
 * expect-user: RTE
 * expect-basic: RTE WA
 * why: Threads are tasks like any other and count towards the process limit. Without a cgroup the
 *      limit is RLIMIT_NPROC, whose refusal nobody else gets to see. It counts all that a user runs,
 *      so at the level basic an ordinary user has none, which winnow says when it starts.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void *wait_for_ever(void *unused)
{
    (void)unused;
    for (;;)
        pause();
    return NULL;
}

int main(void)
{
    pthread_attr_t attr;

    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, 64 * 1024);
    for (int i = 0; i < 64; i++) {
        pthread_t thread;

        if (pthread_create(&thread, &attr, wait_for_ever, NULL) != 0)
            return 1;
    }
    puts("ESCAPED the process limit");
    return 0;
}
