/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a system call by an x32 number. Needs x86-64.
 * expect: RTE
 * why: x32 has the same architecture word as x86-64 and a bit set in the number, which passes
 *      lists of what is forbidden.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    long result = syscall(0x40000000L | SYS_getpid);

    if (result >= 0)
        puts("ESCAPED an x32 call");
    else
        puts("denied");
    return 0;
}
