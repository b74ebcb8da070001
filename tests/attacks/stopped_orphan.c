/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves stopped children behind.
 * expect: AC
 * why: A stopped process gets no signal but SIGKILL and SIGCONT, and a reaper that waits for it
 *      politely waits for ever.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    for (int i = 0; i < 8; i++) {
        if (fork() == 0) {
            setsid();
            for (;;)
                raise(SIGSTOP);
        }
    }
    usleep(50 * 1000);
    return 0;
}
