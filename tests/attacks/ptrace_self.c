/* SPDX-License-Identifier: MIT */
/*
 * attack: asks to be traced by its parent.
 * expect: RTE
 * detail: ptrace
 * why: A traced program stops at each signal, and its parent gets wait events that it did not ask
 *      for.
 */
#define _GNU_SOURCE
#include <sys/ptrace.h>
#include <stdio.h>

int main(void)
{
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0)
        puts("ESCAPED it is traced");
    else
        puts("denied");
    return 0;
}
