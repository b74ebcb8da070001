/* SPDX-License-Identifier: MIT */
/*
 * attack: reads its empty work directory, and looks whether somebody has done so before.
 * expect: AC
 * why: Reading changes a directory's access time. A run that does nothing else there leaves it to the
 *      next run, which has the same directory, as long as nobody sets the time back.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

int main(void)
{
    struct stat st;
    DIR *dir;

    if (stat(".", &st) < 0)
        return 1;
    if (st.st_atim.tv_sec > st.st_mtim.tv_sec ||
        (st.st_atim.tv_sec == st.st_mtim.tv_sec && st.st_atim.tv_nsec > st.st_mtim.tv_nsec)) {
        puts("ESCAPED it was read");
        return 0;
    }
    dir = opendir(".");
    while (dir && readdir(dir)) {
    }
    puts("denied");
    return 0;
}
