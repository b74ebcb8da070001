/* SPDX-License-Identifier: MIT */
/*
 * attack: asks how full the host's file systems are.
 * expect: AC
 * why: The number of free blocks tells what everybody else writes, winnow's report included. Some
 *      programs need an answer: it must be the same for every file system.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>

int main(void)
{
    static const char *const paths[] = {"/", "/usr/lib", "/etc/ld.so.cache", "/proc/self/exe", "."};
    struct statfs first, fs;

    memset(&first, 0, sizeof first);
    for (int i = 0; i < 5; i++) {
        memset(&fs, 0, sizeof fs);
        if (statfs(paths[i], &fs) != 0)
            continue;
        if (first.f_blocks == 0)
            first = fs;
        if (memcmp(&fs, &first, sizeof fs) != 0 || fs.f_bfree != fs.f_blocks) {
            printf("ESCAPED %s\n", paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
