/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves flags and offsets at its standard descriptors.
 * expect: AC
 * why: They belong to the open file, not to the process. Each run must get open files of its own.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int fd = 0; fd < 3; fd++)
        if ((fcntl(fd, F_GETFL) & (O_APPEND | O_NONBLOCK | O_NOATIME)) ||
            lseek(fd, 0, SEEK_CUR) != 0) {
            printf("ESCAPED descriptor %d was used before\n", fd);
            return 0;
        }
    for (int fd = 0; fd < 3; fd++)
        (void)fcntl(fd, F_SETFL, O_NONBLOCK | O_APPEND);
    (void)lseek(0, 3, SEEK_SET);
    puts("denied");
    return 0;
}
