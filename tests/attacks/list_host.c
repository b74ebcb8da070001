/* SPDX-License-Identifier: MIT */
/*
 * attack: lists the host's directories.
 * expect: AC
 * why: Homes, services and other people's files must not be there; an empty directory is no harm. GHC, where
 *   it is installed, has its packages below /var/lib.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* Besides the one that a toolchain has there, or NULL. */
static int has_entries(const char *path, const char *toolchain)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    int count = 0;

    while (dir && (entry = readdir(dir)))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
                 (!toolchain || strcmp(entry->d_name, toolchain) != 0);
    return count > 0;
}

int main(void)
{
    static const struct {
        const char *path, *toolchain;
    } paths[] = {
        {"/root", NULL},       {"/home", NULL},          {"/srv", NULL}, {"/var", "lib"},
        {"/var/lib", "ghc"},   {"/opt", NULL},           {"/mnt", NULL}, {"/media", NULL},
        {"/boot", NULL},       {"/run", NULL},           {"/sys", NULL}, {"/usr/local", NULL},
        {"/lost+found", NULL}, {"/sys/fs/cgroup", NULL},
    };

    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        if (has_entries(paths[i].path, paths[i].toolchain)) {
            printf("ESCAPED listed %s\n", paths[i].path);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
