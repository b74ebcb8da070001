/* SPDX-License-Identifier: MIT */
/*
 * attack: attaches to its parent as a debugger.
 * expect: RTE
 * detail: ptrace
 * why: Who traces the supervisor writes the verdict.
 */
#define _GNU_SOURCE
#include <sys/ptrace.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0)
        puts("ESCAPED the parent is traced");
    else
        puts("denied");
    return 0;
}
