/* SPDX-License-Identifier: MIT */
/*
 * attack: looks for descriptors that somebody forgot to close.
 * expect: AC
 * why: A directory, a socket or a pipe of the judge that is still open is a way out, or a way to
 *      forge the report.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int fd = 3; fd < 1024; fd++) {
        if (fcntl(fd, F_GETFD) != -1) {
            (void)!write(fd, "forged\n", 7);
            printf("ESCAPED descriptor %d\n", fd);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
