/* SPDX-License-Identifier: MIT */
/*
 * The honest program that is judged after each attack in the same cell. It does what a solution
 * does, and looks whether the attack left anything behind: another process of its uid (a daemon
 * that outlived its run), a file in the work directory, a byte in front of its input or output.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Without namespaces (isolation basic) there is no /proc to look into, and the name is the host's. */
static int in_namespaces(void)
{
    return access("/proc/self", F_OK) == 0 && access("/proc/sys", F_OK) != 0;
}

static int others_in_proc(void)
{
    DIR *dir = opendir("/proc");
    const struct dirent *entry;
    int others = dir == NULL;

    while (dir && (entry = readdir(dir)))
        others += atoi(entry->d_name) > 0 && atoi(entry->d_name) != getpid();
    if (dir)
        closedir(dir);
    return others;
}

static int files_in_work(void)
{
    DIR *dir = opendir(".");
    const struct dirent *entry;
    int files = dir == NULL;

    while (dir && (entry = readdir(dir)))
        files += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    if (dir)
        closedir(dir);
    return files;
}

int main(void)
{
    char line[64] = "", host[64] = "";
    struct stat out;

    if (!fgets(line, sizeof line, stdin) || strcmp(line, "attack\n") != 0 || getc(stdin) != EOF)
        puts("the input has changed");
    else if (fstat(1, &out) < 0 || !S_ISREG(out.st_mode) || out.st_size != 0)
        puts("the output is not empty");
    else if (in_namespaces() && others_in_proc() > 0)
        puts("somebody else is still there");
    else if (files_in_work() > 0)
        puts("the work directory is not empty");
    else if (in_namespaces() &&
             (gethostname(host, sizeof host) < 0 || strcmp(host, "winnow") != 0))
        puts("the host's name has changed");
    else
        puts("denied");
    return 0;
}
