/* SPDX-License-Identifier: MIT */
/*
 * attack: asks how full the host's file systems are.
 * expect: AC
 * why: The number of free blocks tells what everybody else writes, winnow's report included.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/vfs.h>

int main(void)
{
    static const char *const paths[] = {"/", "/usr/lib", "/etc/ld.so.cache", "/proc/self/exe", "."};
    struct statfs fs;

    for (int i = 0; i < 5; i++)
        if (statfs(paths[i], &fs) == 0) {
            printf("ESCAPED %s\n", paths[i]);
            return 0;
        }
    puts("denied");
    return 0;
}
