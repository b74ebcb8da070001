/* SPDX-License-Identifier: MIT */
/*
 * attack: creates empty files until it is refused.
 * expect: AC
 * why: Empty files take no bytes of the quota but kernel memory, and time to wipe: their number is
 *      limited.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    char name[16];

    for (int i = 0; i < 20000; i++) {
        snprintf(name, sizeof name, "%d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);

        if (fd < 0) {
            puts("denied");
            return 0;
        }
        close(fd);
    }
    puts("ESCAPED the number of files");
    return 0;
}
