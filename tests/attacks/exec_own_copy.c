/* SPDX-License-Identifier: MIT */
/*
 * attack: writes a program into the work directory and executes it.
 * expect: AC
 * why: What was not handed in must not run. The copy is of itself, so that it is sure to be a
 *      program.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    static char block[1 << 16];
    int from = open("/proc/self/exe", O_RDONLY), to = open("copy", O_WRONLY | O_CREAT, 0755);
    ssize_t len;

    (void)argv;
    if (argc > 1) {
        puts("ESCAPED its copy runs");
        return 0;
    }
    while (from >= 0 && to >= 0 && (len = read(from, block, sizeof block)) > 0)
        (void)!write(to, block, (size_t)len);
    close(to);
    execl("./copy", "copy", "again", (char *)NULL);
    puts("denied");
    return 0;
}
