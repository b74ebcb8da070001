/* SPDX-License-Identifier: MIT */
/*
 * attack: walks out of its root by dot-dot.
 * expect: AC
 * why: A root that is only a chroot, with a working directory or a magic link outside it, is left
 *      this way.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    static const char *const paths[] = {
        "/../etc/shadow",
        "../../../../../../etc/shadow",
        "/proc/self/root/../etc/shadow",
        "/proc/self/cwd/../../etc/shadow",
        "/proc/self/cwd/../root/.bashrc",
        "/proc/thread-self/root/../etc/passwd",
        "/usr/../../etc/passwd",
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
