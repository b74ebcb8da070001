/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a file immutable, so that it cannot be wiped.
 * expect: AC
 * why: Newer kernels know the flag on tmpfs too. It needs a capability.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <sys/ioctl.h>

int main(void)
{
    int flags = FS_IMMUTABLE_FL;
    int fd = open("rock", O_RDWR | O_CREAT, 0600);

    if (fd >= 0 && ioctl(fd, FS_IOC_SETFLAGS, &flags) == 0)
        puts("ESCAPED an immutable file");
    else
        puts("denied");
    return 0;
}
