/* SPDX-License-Identifier: MIT */
/*
 * attack: reads what the kernel tells about the machine.
 * expect: AC
 * why: With subset=pid, /proc holds processes and nothing else: no addresses, no log, no settings.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>

int main(void)
{
    static const char *const paths[] = {
        "/proc/kallsyms", "/proc/kcore",   "/proc/kmsg",
        "/proc/cmdline",  "/proc/cpuinfo", "/proc/meminfo",
        "/proc/keys",     "/proc/locks",   "/proc/sys/kernel/hostname",
        "/proc/net/dev",  "/proc/uptime",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (open(paths[i], O_RDONLY) >= 0) {
            printf("ESCAPED read %s\n", paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
