/* SPDX-License-Identifier: MIT */
/*
 * attack: ignores and blocks every signal it can, and computes for ever.
 * expect: TLE
 * why: SIGXCPU and SIGTERM are requests. What ends a program has to be SIGKILL.
 */
#define _GNU_SOURCE
#include <signal.h>

int main(void)
{
    sigset_t all;

    for (int sig = 1; sig < NSIG; sig++)
        signal(sig, SIG_IGN);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (volatile unsigned long i = 0;; i++)
        ;
}
