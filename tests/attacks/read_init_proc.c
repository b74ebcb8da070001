/* SPDX-License-Identifier: MIT */
/*
 * attack: looks at process 1 through /proc.
 * expect: AC
 * why: Its environment, memory, root and descriptors lie there, and its root may be another one.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    static const char *const paths[] = {
        "/proc/1/environ",         "/proc/1/mem", "/proc/1/maps", "/proc/1/root",
        "/proc/1/root/etc/shadow", "/proc/1/cwd", "/proc/1/fd",   "/proc/1/exe",
        "/proc/1/task/1/mem",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (open(paths[i], O_RDONLY) >= 0) {
            printf("ESCAPED read %s\n", paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
