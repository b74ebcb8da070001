/* SPDX-License-Identifier: MIT */
/*
 * attack: allocates and touches memory without end.
 * expect: MLE
 * why: The plain case. It must be told apart from a crash, whatever way the kernel ends it.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *volatile last; /* keeps the compiler from dropping the allocation */

int main(void)
{
    for (int mib = 0; mib < 512; mib++) {
        char *block = malloc(1 << 20);

        if (!block)
            return 1;
        memset(block, 1, 1 << 20);
        last = block;
    }
    puts("ESCAPED the memory limit");
    return 0;
}
