/* SPDX-License-Identifier: MIT */
/*
 * attack: fills the work directory with open files that have no name any more.
 * expect: MLE AC
 * why: What cannot be seen in the directory still takes its place. Who adds up the sizes of names
 *      sees nothing.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char block[1 << 20] = {1};

int main(void)
{
    for (int i = 0; i < 128; i++) {
        int fd = open("ghost", O_WRONLY | O_CREAT | O_EXCL, 0600);

        if (fd < 0 || write(fd, block, sizeof block) != (ssize_t)sizeof block) {
            puts("denied");
            return 0;
        }
        unlink("ghost");
    }
    puts("ESCAPED the work directory's size");
    return 0;
}
