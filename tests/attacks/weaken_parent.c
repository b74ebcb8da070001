/* SPDX-License-Identifier: MIT */
/*
 * attack: lowers the limits and the priority of its parent and of process 1.
 * expect: AC
 * why: prlimit and setpriority work on any process of the same uid: the supervisor must not be
 *      one.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int weaken(pid_t pid)
{
    struct rlimit none = {0, 0};

    if (pid <= 0)
        return 0;
    return prlimit(pid, RLIMIT_NOFILE, &none, NULL) == 0 ||
           prlimit(pid, RLIMIT_CPU, &none, NULL) == 0 ||
           setpriority(PRIO_PROCESS, (id_t)pid, 19) == 0;
}

int main(void)
{
    puts(weaken(getppid()) || weaken(1) ? "ESCAPED the parent is weakened" : "denied");
    return 0;
}
