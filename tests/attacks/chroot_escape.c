/* SPDX-License-Identifier: MIT */
/*
 * attack: changes its root, the first step of the oldest way out of one.
 * expect: RTE
 * detail: chroot
 * why: Who changes root again while holding an outer directory walks out by dot-dot.
 */
#define _GNU_SOURCE
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (chroot("/work") == 0)
        puts("ESCAPED a new root");
    else
        puts("denied");
    return 0;
}
