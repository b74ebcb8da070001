/* SPDX-License-Identifier: MIT */
/*
 * attack: changes its personality to one in which all readable memory is executable.
 * expect: RTE
 * detail: personality
 * why: Old personalities turn defences off and reach code paths that nobody tests.
 */
#define _GNU_SOURCE
#include <sys/personality.h>
#include <stdio.h>

int main(void)
{
    if (personality(READ_IMPLIES_EXEC) != -1)
        puts("ESCAPED a personality");
    else
        puts("denied");
    return 0;
}
