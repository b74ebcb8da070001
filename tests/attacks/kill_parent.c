/* SPDX-License-Identifier: MIT */
/*
 * attack: kills its parent.
 * expect: AC
 * why: The parent is the one who would report the verdict. A parent of 0 lies outside the
 *      namespace, where no signal goes.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    pid_t parent = getppid();

    if (parent > 0) {
        kill(parent, SIGTERM);
        kill(parent, SIGKILL);
    }
    usleep(20 * 1000);
    puts(getppid() == parent ? "denied" : "ESCAPED the parent is gone");
    return 0;
}
