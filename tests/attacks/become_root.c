/* SPDX-License-Identifier: MIT */
/*
 * attack: becomes root.
 * expect: RTE
 * detail: setuid
 * why: It has no right to; asking is reason enough to stop it.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (setuid(0) == 0)
        puts("ESCAPED it is root");
    else
        puts("denied");
    return 0;
}
