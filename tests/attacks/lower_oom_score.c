/* SPDX-License-Identifier: MIT */
/*
 * attack: asks the kernel's out-of-memory killer to spare it and take another.
 * expect: AC
 * why: A program that is spared makes the kernel kill the cell's init instead. Lowering the score
 *      needs a capability; and /proc is read-only.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int set(const char *path, const char *value, size_t len)
{
    int fd = open(path, O_WRONLY);

    return fd >= 0 && write(fd, value, len) == (ssize_t)len;
}

int main(void)
{
    if (set("/proc/self/oom_score_adj", "-1000", 5) || set("/proc/self/oom_adj", "-17", 3) ||
        set("/proc/1/oom_score_adj", "1000", 4))
        puts("ESCAPED the score is changed");
    else
        puts("denied");
    return 0;
}
