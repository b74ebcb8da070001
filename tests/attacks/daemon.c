/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a daemon behind that has its own session and no open files.
 * expect: AC
 * why: The daemon has left the process group and closed every pipe somebody could wait on. It must
 *      be dead when the verdict is given: the runner looks for it.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void live_on(void)
{
    for (int sig = 1; sig < NSIG; sig++)
        signal(sig, SIG_IGN);
    for (int fd = 0; fd < 16; fd++)
        close(fd);
    for (;;)
        sleep(1000);
}

int main(void)
{
    puts("denied");
    fflush(stdout);
    if (fork() == 0) {
        setsid();
        if (fork() == 0)
            live_on();
        _exit(0);
    }
    usleep(100 * 1000);
    return 0;
}
