/* SPDX-License-Identifier: MIT */
/*
 * attack: takes open descriptors out of process 1.
 * expect: AC RTE
 * why: pidfd_getfd copies a descriptor from any process that one may trace. Whether the call is
 *      absent or kills is for the filter to say.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    int init = (int)syscall(SYS_pidfd_open, 1, 0);

    for (int fd = 0; init >= 0 && fd < 64; fd++) {
        if (syscall(SYS_pidfd_getfd, init, fd, 0) >= 0) {
            puts("ESCAPED a descriptor of process 1");
            return 0;
        }
    }
    puts("denied");
    return 0;
}
