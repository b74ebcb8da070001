/* SPDX-License-Identifier: MIT */
/*
 * attack: reads files of the host, to leave a mark in their access times.
 * expect: AC
 * expect-basic: AC WA
 * why: A mount that is read-only keeps the times of what it shows. The level basic has no mounts: there
 *      a file's access time changes at the first reading after a change, and once a day.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int changes(const char *path)
{
    struct stat before, after;
    char c;
    int fd = open(path, O_RDONLY), changed;

    if (fd < 0)
        return 0;
    changed = fstat(fd, &before) == 0 && read(fd, &c, 1) == 1 && fstat(fd, &after) == 0 &&
              (before.st_atim.tv_sec != after.st_atim.tv_sec ||
               before.st_atim.tv_nsec != after.st_atim.tv_nsec);
    close(fd);
    return changed;
}

int main(void)
{
    static const char *const dirs[] = {"/usr/bin", "/usr/lib", "/usr/lib/x86_64-linux-gnu"};

    for (int i = 0; i < 3; i++) {
        DIR *dir = opendir(dirs[i]);
        const struct dirent *entry;

        for (int n = 0; dir && n < 200 && (entry = readdir(dir)); n++) {
            char path[512];

            snprintf(path, sizeof path, "%s/%s", dirs[i], entry->d_name);
            if (entry->d_type == DT_REG && changes(path)) {
                printf("ESCAPED %s\n", path);
                return 0;
            }
        }
    }
    puts("denied");
    return 0;
}
