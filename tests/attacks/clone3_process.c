/* SPDX-License-Identifier: MIT */
/*
 * attack: starts a process by clone3, whose flags no filter can read.
 * expect: AC
 * why: The flags lie in memory, where a filter cannot look. The call must be absent, so that the C
 *      library falls back to clone.
 */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    struct clone_args args = {.exit_signal = SIGCHLD};
    long child = syscall(SYS_clone3, &args, sizeof args);

    if (child == 0)
        _exit(0);
    puts(child > 0 ? "ESCAPED a process by clone3" : "denied");
    return 0;
}
