/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a child that overwrites stdout a while after the program has ended well.
 * expect: AC
 * why: The output is final when the main process ends. A child that lives on could change it after
 *      it was judged, or write into the output of the next run.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    pid_t main_process = getpid();

    puts("denied");
    fflush(stdout);
    if (fork() != 0)
        return 0;
    setsid();
    while (getppid() == main_process)
        usleep(1000);
    usleep(200 * 1000);
    for (;;) {
        (void)!pwrite(1, "ESCAPED\n", 8, 0);
        usleep(1000);
    }
}
