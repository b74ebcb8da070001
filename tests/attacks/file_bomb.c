/* SPDX-License-Identifier: MIT */
/*
 * attack: fills its work directory with files of 1 MiB each.
 * expect: MLE AC
 * why: Its files live in memory and count as such; the work directory is as large as the memory
 *      limit here, so either may be met first. The directory's size ends it with ENOSPC, which is
 *      an answer and not a crash. Neither may harm the next run.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char block[1 << 20] = {1};

int main(void)
{
    char name[16];

    for (int i = 0; i < 128; i++) {
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
