/* SPDX-License-Identifier: MIT */
/*
 * attack: changes its input, through stdin and through a second opening of the same file.
 * expect: AC
 * why: The input is shared by all who are judged on it: who changes it changes their verdicts. It
 *      is read-only, and sealed, so that opening it again for writing does not help.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int changed(int fd)
{
    return pwrite(fd, "forged\n", 7, 0) >= 0 || ftruncate(fd, 0) == 0 || ftruncate(fd, 99) == 0 ||
           fcntl(fd, F_ADD_SEALS, F_SEAL_FUTURE_WRITE) == 0 ||
           mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0) != MAP_FAILED;
}

int main(void)
{
    char text[16] = "";
    int again = open("/proc/self/fd/0", O_RDWR);

    if (changed(0) || (again >= 0 && changed(again)))
        puts("ESCAPED the input is changed");
    else if (pread(0, text, sizeof text, 0) != 7 || memcmp(text, "attack\n", 7) != 0)
        puts("ESCAPED the input is another");
    else
        puts("denied");
    return 0;
}
