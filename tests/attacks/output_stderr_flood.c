/* SPDX-License-Identifier: MIT */
/*
 * attack: prints the right answer and floods stderr.
 * expect: OLE
 * why: A pipe for stderr that nobody drains blocks the program for ever; one that is drained
 *      without a limit fills the memory.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    char block[1 << 16];

    puts("denied");
    fflush(stdout);
    memset(block, 'e', sizeof block);
    for (;;)
        if (write(2, block, sizeof block) <= 0)
            return 0;
}
