/* SPDX-License-Identifier: MIT */
/*
 * attack: takes the ids of another user and group.
 * expect: RTE
 * detail: setresgid
 * why: With capabilities left over from the set-up this would work, and give it the files of
 *      another cell.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (setresgid(1, 1, 1) == 0 || setresuid(1, 1, 1) == 0)
        puts("ESCAPED another id");
    else
        puts("denied");
    return 0;
}
