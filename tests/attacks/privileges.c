/* SPDX-License-Identifier: MIT */
/*
 * attack: looks for privileges that were not given up.
 * expect: AC
 * why: Root, a capability, the root group, a missing filter or a missing no_new_privs each is half
 *      of an escape.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int wrong(const char *line)
{
    if (strncmp(line, "CapInh:", 7) == 0 || strncmp(line, "CapPrm:", 7) == 0 ||
        strncmp(line, "CapEff:", 7) == 0 || strncmp(line, "CapAmb:", 7) == 0)
        return strtoull(line + 7, NULL, 16) != 0;
    if (strncmp(line, "NoNewPrivs:", 11) == 0)
        return atoi(line + 11) != 1;
    if (strncmp(line, "Seccomp:", 8) == 0)
        return atoi(line + 8) != 2;
    return 0;
}

int main(void)
{
    char line[1024];
    FILE *status = fopen("/proc/self/status", "r");
    int bad = getuid() == 0 || geteuid() == 0 || getgid() == 0 || getegid() == 0;

    while (status && fgets(line, sizeof line, status))
        bad |= wrong(line);
    puts(bad ? "ESCAPED privileges are left" : "denied");
    return 0;
}
