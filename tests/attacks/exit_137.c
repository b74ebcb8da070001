/* SPDX-License-Identifier: MIT */
/*
 * attack: exits with the status by which shells report SIGKILL.
 * expect: RTE
 * detail: 137
 * why: An exit status is the program's own word. It proves neither a signal nor an exceeded limit.
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    return 137;
}
