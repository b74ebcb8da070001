/* SPDX-License-Identifier: MIT */
/*
 * attack: executes a program that has no name in any directory.
 * expect: AC
 * why: An executable in memory is out of reach of mount options such as noexec. Both the memfd and
 *      the execution by descriptor must be refused.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    char *argv[] = {"sh", "-c", "echo ESCAPED by descriptor", NULL};
    char *envp[] = {NULL};
    int program = (int)syscall(SYS_memfd_create, "program", 0U);

    if (program >= 0) {
        puts("ESCAPED a memfd");
        return 0;
    }
    program = open("/bin/sh", O_RDONLY | O_CLOEXEC);
    if (program >= 0)
        syscall(SYS_execveat, program, "", argv, envp, AT_EMPTY_PATH);
    puts("denied");
    return 0;
}
