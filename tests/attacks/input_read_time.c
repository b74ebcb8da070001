/* SPDX-License-Identifier: MIT */
/*
 * attack: looks when its input was last read, and then reads it at a moment of its choice.
 * expect: AC
 * why: All who are judged on a test share its input. If reading changes the access time, each run
 *      leaves a number for the next. A first run finds the time of the input's making.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int later(struct timespec a, struct timespec b)
{
    return a.tv_sec > b.tv_sec || (a.tv_sec == b.tv_sec && a.tv_nsec > b.tv_nsec);
}

int main(void)
{
    struct stat before, after;
    char c;

    if (fstat(0, &before) < 0)
        return 1;
    usleep(20000); /* a clock tick */
    if (read(0, &c, 1) != 1 || fstat(0, &after) < 0)
        return 1;
    puts(later(after.st_atim, before.st_atim) ? "ESCAPED the time was changed" : "denied");
    return 0;
}
