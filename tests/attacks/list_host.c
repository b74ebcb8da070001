/* SPDX-License-Identifier: MIT */
/*
 * attack: lists the host's directories.
 * expect: AC
 * why: Homes, services and other people's files must not be there; an empty directory is no harm.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <string.h>

static int has_entries(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    int count = 0;

    while (dir && (entry = readdir(dir)))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    return count > 0;
}

int main(void)
{
    static const char *const paths[] = {
        "/root", "/home", "/srv",       "/var", "/opt",        "/mnt",           "/media",
        "/boot", "/run",  "/usr/local", "/sys", "/lost+found", "/sys/fs/cgroup",
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (has_entries(paths[i])) {
            printf("ESCAPED listed %s\n", paths[i]);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
