/* SPDX-License-Identifier: MIT */
/*
 * attack: recurses without end.
 * expect: RTE MLE
 * why: The stack ends either at its own limit (a crash) or, where it may be as large as the memory
 *      limit, at that one.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

static unsigned long descend(unsigned long depth)
{
    volatile char frame[1024];

    memset((char *)frame, (int)depth, sizeof frame);
    return descend(depth + 1) + (unsigned long)frame[depth % sizeof frame];
}

int main(void)
{
    printf("ESCAPED %lu\n", descend(0));
    return 0;
}
