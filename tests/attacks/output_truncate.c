/* SPDX-License-Identifier: MIT */
/*
 * attack: prints garbage, truncates its own stdout and then prints the right answer.
 * expect: AC
 * why: No attack: stdout is a file of the program's own and what it holds at the end is the
 *      output. It must not confuse the one who counts or reads.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("garbage that is longer than the answer");
    fflush(stdout);
    if (ftruncate(1, 0) != 0 || lseek(1, 0, SEEK_SET) != 0)
        return 1;
    puts("denied");
    return 0;
}
