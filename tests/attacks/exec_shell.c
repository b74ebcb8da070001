/* SPDX-License-Identifier: MIT */
/*
 * attack: executes a shell.
 * expect: AC
 * why: The system's programs are in view, because the same root serves compilers. A native program
 *      may execute none of them.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    execl("/bin/sh", "sh", "-c", "echo ESCAPED a shell", (char *)NULL);
    puts("denied");
    return 0;
}
