/* SPDX-License-Identifier: MIT */
/*
 * attack: lists the other processes.
 * expect: AC
 * why: Numbers, command lines and memory of the cell's other processes, and of the host's, must
 *      not be in view.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    DIR *dir = opendir("/proc");
    struct dirent *entry;

    while (dir && (entry = readdir(dir))) {
        int pid = atoi(entry->d_name);

        if (pid > 0 && pid != getpid()) {
            printf("ESCAPED process %d is in view\n", pid);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
