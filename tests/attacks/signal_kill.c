/* SPDX-License-Identifier: MIT */
/*
 * attack: kills itself by SIGKILL, as the out-of-memory killer would.
 * expect: RTE
 * why: Without an exceeded limit it is a run-time error. A memory verdict needs a memory event.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    raise(SIGKILL);
    return 0;
}
