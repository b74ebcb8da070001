/* SPDX-License-Identifier: MIT */
/*
 * attack: ends the main thread only, while a second thread goes on burning CPU time.
 * expect: TLE
 * why: The process is then shown as a zombie though it still runs. It has not ended before its
 *      last thread has.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

static void *burn(void *unused)
{
    (void)unused;
    for (volatile unsigned long i = 0;; i++)
        ;
    return NULL;
}

int main(void)
{
    pthread_t thread;

    if (pthread_create(&thread, NULL, burn, NULL) != 0)
        return 1;
    syscall(SYS_exit, 0);
    return 1;
}
