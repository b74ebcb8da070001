/* SPDX-License-Identifier: MIT */
/*
 * attack: swaps its root for another.
 * expect: RTE
 * detail: pivot_root
 * why: The old root would come back into view.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_pivot_root, ".", ".") == 0)
        puts("ESCAPED a new root");
    else
        puts("denied");
    return 0;
}
