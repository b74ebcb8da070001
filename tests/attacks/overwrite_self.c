/* SPDX-License-Identifier: MIT */
/*
 * attack: overwrites its own program for the next run.
 * expect: AC
 * why: The same product runs on every test and may be cached. The program runs from a sealed file
 *      that cannot be written, not even by a name in /proc.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    int fd = open("/proc/self/exe", O_RDWR);
    int read_only = open("/proc/self/exe", O_RDONLY);

    if ((fd >= 0 && pwrite(fd, "#!forged", 8, 0) >= 0) || truncate("/proc/self/exe", 0) == 0 ||
        chmod("/proc/self/exe", 0) == 0 ||
        (read_only >= 0 && fcntl(read_only, F_ADD_SEALS, F_SEAL_FUTURE_WRITE) == 0))
        puts("ESCAPED the program is changed");
    else
        puts("denied");
    return 0;
}
