/* SPDX-License-Identifier: MIT */
/*
 * attack: burns two seconds of CPU time inside the kernel.
 * expect: TLE
 * expect-basic: RTE TLE
 * why: Reading random bytes costs system time and next to no user time: both count.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { SLOW = 1 }; /* attacks.py --slow raises it with the limit */

int main(void)
{
    static char block[1 << 20];
    struct rusage used = {0};
    int fd = open("/dev/urandom", O_RDONLY);

    while (used.ru_stime.tv_sec < 2 * SLOW) {
        if (read(fd, block, sizeof block) <= 0)
            return 1;
        getrusage(RUSAGE_SELF, &used);
    }
    puts("ESCAPED the CPU limit");
    return 0;
}
