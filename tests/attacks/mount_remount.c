/* SPDX-License-Identifier: MIT */
/*
 * attack: makes the read-only root writable again.
 * expect: RTE
 * detail: mount
 * why: Read-only is a flag of the mount, which a remount takes away.
 */
#define _GNU_SOURCE
#include <sys/mount.h>
#include <stdio.h>

int main(void)
{
    if (mount(NULL, "/", NULL, MS_REMOUNT | MS_BIND, NULL) == 0)
        puts("ESCAPED a writable root");
    else
        puts("denied");
    return 0;
}
