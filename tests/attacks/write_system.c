/* SPDX-License-Identifier: MIT */
/*
 * attack: creates files outside its work directory.
 * expect: AC
 * why: The root is shared by all runs and, below its mounts, by the host. A program that could
 *      write to it would change what later programs see.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    static const char *const paths[] = {
        "/winnow-attack",         "/usr/winnow-attack",         "/usr/bin/winnow-attack",
        "/usr/lib/winnow-attack", "/usr/include/winnow-attack", "/etc/winnow-attack",
        "/dev/winnow-attack",     "/proc/winnow-attack",        "/etc/ld.so.preload",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (open(paths[i], O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0) {
            printf("ESCAPED created %s\n", paths[i]);
            unlink(paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
