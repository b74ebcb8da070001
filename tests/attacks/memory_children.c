/* SPDX-License-Identifier: MIT */
/*
 * attack: spreads 192 MiB over twelve children, none of which exceeds the limit.
 * expect: MLE
 * expect-basic: AC
 * why: A limit per process is no limit. The account must be that of the whole tree, also when the
 *      kernel kills a child and the main process ends well. Without a cgroup the resident sets
 *      are added up.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHARE (16UL << 20)

static void hold(void)
{
    void *block = mmap(NULL, SHARE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (block == MAP_FAILED)
        _exit(1);
    memset(block, 1, SHARE);
    usleep(500 * 1000);
    _exit(0);
}

int main(void)
{
    int good = 0, status;

    for (int i = 0; i < 12; i++)
        if (fork() == 0)
            hold();
    while (wait(&status) > 0)
        good += status == 0;
    puts(good == 12 ? "ESCAPED the memory limit" : "denied");
    return 0;
}
