/* SPDX-License-Identifier: MIT */
/*
 * attack: writes to stdout without end.
 * expect: OLE
 * why: The limit must stop the write itself: an output that is cut afterwards has already filled
 *      the memory or the disk.
 */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

int main(void)
{
    char block[1 << 16];

    memset(block, '\n', sizeof block);
    for (;;)
        if (write(1, block, sizeof block) <= 0)
            return 1;
}
