/* SPDX-License-Identifier: MIT */
/*
 * attack: opens files until it is refused.
 * expect: AC
 * why: The system's table of open files is shared by all. What is opened goes away with the
 *      program, and the next run must find the table as it was.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 100000; i++)
        if (open("/dev/null", O_RDONLY) < 0)
            break;
    puts("denied");
    return 0;
}
