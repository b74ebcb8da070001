/* SPDX-License-Identifier: MIT */
/*
 * attack: fills its work directory with files of 1 MiB each.
 * expect: AC
 * why: The work directory has a size of its own. It ends with ENOSPC, which is an answer and not a
 *      crash, and must not harm the next run.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char block[1 << 20] = {1};

int main(void)
{
    char name[16];

    for (int i = 0; i < 32; i++) {
        snprintf(name, sizeof name, "%d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);

        if (fd < 0 || write(fd, block, sizeof block) != (ssize_t)sizeof block) {
            puts("denied");
            return 0;
        }
        close(fd);
    }
    puts("ESCAPED the work directory's size");
    return 0;
}
