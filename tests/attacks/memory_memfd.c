/* SPDX-License-Identifier: MIT */
/*
 * attack: hides 256 MiB in a memfd that is mapped nowhere.
 * expect: AC
 * why: Memory in a memfd belongs to no process: no resident size shows it. The call is not there.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char block[1 << 20] = {1};

int main(void)
{
    int fd = (int)syscall(SYS_memfd_create, "hoard", 0U);

    if (fd < 0) {
        puts("denied");
        return 0;
    }
    for (int mib = 0; mib < 256; mib++)
        (void)!write(fd, block, sizeof block);
    puts("ESCAPED a memfd");
    return 0;
}
