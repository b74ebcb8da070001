/* SPDX-License-Identifier: MIT */
/*
 * attack: drives a page of a host's file out of the page cache by all kinds of advice.
 * expect: AC
 * why: A page that can be driven out again is a bit that any number of runs can write. Advice may be
 *      ignored, so that the honest programs that give it go on: what counts is that the page is still
 *      there. A page that must be read from the disk costs a major fault.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LEN = 1 << 16 };

/* A file of the host; without one (isolation basic as root) our own input, which is in memory only. */
static int open_file(void)
{
    static const char *const names[] = {"/usr/lib/os-release", "/etc/ld.so.cache", "/dev/stdin"};
    int fd = -1;

    for (int i = 0; fd < 0 && i < 3; i++)
        fd = open(names[i], O_RDONLY);
    return fd;
}

static long major_faults(int fd)
{
    struct rusage before, after;
    volatile char *map = mmap(NULL, LEN, PROT_READ, MAP_PRIVATE, fd, 0);

    getrusage(RUSAGE_SELF, &before);
    if (map == MAP_FAILED)
        return 0;
    (void)map[0];
    getrusage(RUSAGE_SELF, &after);
    munmap((void *)map, LEN);
    return after.ru_majflt - before.ru_majflt;
}

int main(void)
{
    int fd = open_file();
    void *map;

    if (fd < 0) {
        puts("denied");
        return 0;
    }
    (void)major_faults(fd); /* brings it in */
    map = mmap(NULL, LEN, PROT_READ, MAP_SHARED, fd, 0);
    for (int i = 0; i < 20; i++) {
        (void)madvise(map, LEN, MADV_COLD);
        (void)madvise(map, LEN, MADV_PAGEOUT);
        munmap(map, LEN);
        (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
        if (major_faults(fd) > 0) {
            puts("ESCAPED the page is gone");
            return 0;
        }
        map = mmap(NULL, LEN, PROT_READ, MAP_SHARED, fd, 0);
    }
    puts("denied");
    return 0;
}
