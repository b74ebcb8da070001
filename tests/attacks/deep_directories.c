/* SPDX-License-Identifier: MIT */
/*
 * attack: nests thousands of directories with names of 255 bytes.
 * expect: AC
 * why: Their path is longer than any buffer, and a wipe that recurses overflows its stack. The
 *      next run must start in an empty directory, soon.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    char name[256];

    memset(name, 'd', 255);
    name[255] = '\0';
    for (int depth = 0; depth < 20000; depth++) {
        if (mkdir(name, 0700) != 0 || chdir(name) != 0) {
            puts("denied");
            return 0;
        }
    }
    puts("ESCAPED the number of files");
    return 0;
}
