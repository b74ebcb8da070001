/* SPDX-License-Identifier: MIT */
/*
 * attack: plants symbolic links, hard links and FIFOs where a judge could look.
 * expect: AC
 * why: A judge that opens, chowns or copies by path in this directory follows a link to the host's
 *      files, or waits on a FIFO for ever. It must not look at all.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void)
{
    static const char *const names[] = {"stdout", "stderr", "output", "result", "meta", "core"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[32];

        (void)!symlink("/proc/1/root/etc/shadow", names[i]);
        snprintf(name, sizeof name, "%s.fifo", names[i]);
        (void)!mkfifo(name, 0666);
        snprintf(name, sizeof name, "%s.loop", names[i]);
        (void)!symlink(name, name);
        snprintf(name, sizeof name, "%s.hard", names[i]);
        (void)!link("/usr/bin/env", name);
        snprintf(name, sizeof name, "%s.dir", names[i]);
        (void)!symlink("/", name);
    }
    puts("denied");
    return 0;
}
