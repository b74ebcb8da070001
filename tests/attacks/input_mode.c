/* SPDX-License-Identifier: MIT */
/*
 * attack: takes all rights off its input and its program.
 * expect: AC
 * why: At the user level both belong to the program's own uid. An input that cannot be opened any
 *      more is a judge error for everybody who comes later; so no file's mode may be changed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    if (fchmod(0, 0) == 0 || chmod("/proc/self/fd/0", 0) == 0 ||
        fchmodat(AT_FDCWD, "/dev/stdin", 0, 0) == 0 || chmod("/proc/self/exe", 0) == 0)
        puts("ESCAPED the mode is changed");
    else
        puts("denied");
    return 0;
}
