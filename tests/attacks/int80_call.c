/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a system call by the 32-bit entry. Needs x86-64.
 * expect: RTE
 * why: The 32-bit table has other numbers: under a filter that does not look at the architecture,
 *      number 20 is writev instead of getpid, and 102 is every socket call.
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    long result = 20;

    __asm__ volatile("int $0x80" : "+a"(result) : : "memory");
    printf("ESCAPED %ld\n", result);
    return 0;
}
