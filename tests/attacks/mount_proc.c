/* SPDX-License-Identifier: MIT */
/*
 * attack: mounts a fresh /proc.
 * expect: RTE
 * detail: mount
 * why: A fresh mount is not read-only and hides nothing.
 */
#define _GNU_SOURCE
#include <sys/mount.h>
#include <stdio.h>

int main(void)
{
    if (mount("proc", "/work", "proc", 0, NULL) == 0)
        puts("ESCAPED a mount");
    else
        puts("denied");
    return 0;
}
