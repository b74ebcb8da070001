/* SPDX-License-Identifier: MIT */
/*
 * attack: guesses what lets the start of the program itself through the filter.
 * expect: AC
 * why: The filter is there before the program is, so one execveat has to pass. Whatever marks it
 *      must not be left in a register, and not be a value that comes to mind.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    char *argv[] = {"sh", "-c", "echo ESCAPED by descriptor", NULL};
    char *envp[] = {NULL};
    const unsigned long *canary = (const unsigned long *)getauxval(AT_RANDOM);
    const unsigned long guesses[] = {0, 1, ~0UL, canary[0], canary[1]};
    int shell = open("/bin/sh", O_RDONLY | O_CLOEXEC);

    for (size_t i = 0; shell >= 0 && i < sizeof guesses / sizeof *guesses; i++)
        syscall(SYS_execveat, shell, "", argv, envp, AT_EMPTY_PATH, guesses[i]);
    if (shell >= 0)
        syscall(SYS_execveat, shell, "", argv, envp, 0, 0);
    puts("denied");
    return 0;
}
