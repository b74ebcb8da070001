/* SPDX-License-Identifier: MIT */
/*
 * attack: burns two seconds of CPU time in four threads at once.
 * expect: TLE
 * expect-user: TLE RTE
 * why: The limit is on CPU time: four threads use it up four times as fast, wherever they run.
 *      Without a cgroup the address space is limited, and four stacks may be too much for it.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { SLOW = 1 }; /* attacks.py --slow raises it with the limit */

static void *burn(void *unused)
{
    struct timespec used;

    do
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < 500 * SLOW);
    return unused;
}

int main(void)
{
    pthread_t threads[4];

    for (int i = 0; i < 4; i++)
        if (pthread_create(&threads[i], NULL, burn, NULL) != 0)
            return 1;
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    puts("ESCAPED the CPU limit");
    return 0;
}
