/* SPDX-License-Identifier: MIT */
/*
 * attack: asks for access to the machine's I/O ports. Needs x86-64.
 * expect: RTE
 * detail: iopl
 * why: With I/O ports a program owns the machine.
 */
#define _GNU_SOURCE
#include <sys/io.h>
#include <stdio.h>

int main(void)
{
    if (iopl(3) == 0)
        puts("ESCAPED I/O ports");
    else
        puts("denied");
    return 0;
}
