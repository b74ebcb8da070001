/* SPDX-License-Identifier: MIT */
/*
 * attack: traces a child of its own, to change the child's system calls after they were filtered.
 * expect: RTE
 * detail: ptrace
 * expect-basic: AC
 * why: On old kernels a tracer can change a call after the filter has seen it. The kill is of the
 *      one who asks, so the main process is the tracer.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/ptrace.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();

    if (child == 0)
        for (;;)
            pause();
    if (child > 0 && ptrace(PTRACE_SEIZE, child, NULL, NULL) == 0)
        puts("ESCAPED the child is traced");
    else
        puts("denied");
    return 0;
}
