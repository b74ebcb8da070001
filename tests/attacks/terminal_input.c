/* SPDX-License-Identifier: MIT */
/*
 * attack: types into the terminal of the one who runs the judge.
 * expect: AC
 * why: TIOCSTI puts characters into the input of the controlling terminal, to be read by the shell
 *      later. There must be no terminal.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>

int main(void)
{
    int got = open("/dev/tty", O_RDWR) >= 0;

    for (int fd = 0; fd < 3; fd++)
        got |= ioctl(fd, TIOCSTI, "x") == 0;
    puts(got ? "ESCAPED to a terminal" : "denied");
    return 0;
}
