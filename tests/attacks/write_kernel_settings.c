/* SPDX-License-Identifier: MIT */
/*
 * attack: changes how the kernel handles crashes and files.
 * expect: AC
 * why: core_pattern names a program that the kernel runs as root, outside any sandbox, when a
 *      program crashes.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    static const char *const paths[] = {
        "/proc/sys/kernel/core_pattern",
        "/proc/sys/kernel/modprobe",
        "/proc/sysrq-trigger",
        "/sys/kernel/uevent_helper",
        "/sys/fs/cgroup/release_agent",
        "/sys/fs/cgroup/cgroup.procs",
        "/sys/fs/cgroup/memory/memory.limit_in_bytes",
        "/sys/fs/cgroup/memory.max",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (open(paths[i], O_WRONLY) >= 0) {
            printf("ESCAPED write %s\n", paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
