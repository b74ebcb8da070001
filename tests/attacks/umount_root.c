/* SPDX-License-Identifier: MIT */
/*
 * attack: unmounts /proc to see what lies beneath it.
 * expect: RTE
 * detail: umount
 * why: What the sandbox mounted over is still there, beneath.
 */
#define _GNU_SOURCE
#include <sys/mount.h>
#include <stdio.h>

int main(void)
{
    if (umount2("/proc", MNT_DETACH) == 0)
        puts("ESCAPED an unmount");
    else
        puts("denied");
    return 0;
}
