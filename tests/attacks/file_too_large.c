/* SPDX-License-Identifier: MIT */
/*
 * attack: writes a file of its own until it is stopped.
 * expect: OLE RTE
 * detail: file
 * expect-basic: RTE
 * why: The file-size limit ends it by SIGXFSZ. That is a limit of its own, and must not be
 *      reported as a signal without a reason.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const char block[1 << 16] = {1};

int main(void)
{
    int fd = open("large", O_WRONLY | O_CREAT, 0600);

    if (fd < 0)
        return 1;
    for (int i = 0; i < 128; i++)
        if (write(fd, block, sizeof block) <= 0)
            return 1;
    puts("ESCAPED the file-size limit");
    return 0;
}
