/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a device file for the first disk and one for the kernel's memory.
 * expect: AC
 * why: With a device file of one's own there is no need for the host's /dev.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

int main(void)
{
    if (mknod("disk", S_IFBLK | 0600, makedev(8, 0)) == 0 ||
        mknod("mem", S_IFCHR | 0600, makedev(1, 1)) == 0 || open("disk", O_RDONLY) >= 0)
        puts("ESCAPED a device");
    else
        puts("denied");
    return 0;
}
