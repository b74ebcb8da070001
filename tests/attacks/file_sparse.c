/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a file of a tebibyte that holds nothing, and looks away when told off.
 * expect: AC
 * why: A sparse file costs nothing until somebody copies or wipes it. Every way to make one must
 *      be refused, also when SIGXFSZ is ignored.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int fd = open("sparse", O_RDWR | O_CREAT, 0600);

    signal(SIGXFSZ, SIG_IGN);
    if (fd < 0)
        puts("denied");
    else if (ftruncate(fd, 1L << 40) == 0 || pwrite(fd, "x", 1, 1L << 40) == 1 ||
             fallocate(fd, 0, 0, 32L << 20) == 0)
        puts("ESCAPED the file-size limit");
    else
        puts("denied");
    return 0;
}
