/* SPDX-License-Identifier: MIT */
/*
 * attack: reads the host's users and their passwords.
 * expect: AC
 * why: Of /etc only what a dynamic program needs may be in view.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    static const char *const paths[] = {
        "/etc/passwd",      "/etc/shadow", "/etc/group",       "/etc/hostname",
        "/etc/resolv.conf", "/etc/ssh",    "/etc/ssl/private",
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
