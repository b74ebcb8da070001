/* SPDX-License-Identifier: MIT */
/*
 * attack: asks which pages and names of the host's files are cached.
 * expect: AC
 * why: Whatever one run brings into the page cache or the directory cache, the next run, another cell
 *      or another winnow could read back there as a message, without measuring any time.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { CACHESTAT = 451 };

int main(void)
{
    static char page[4096];
    struct open_how how = {.flags = O_RDONLY, .resolve = RESOLVE_CACHED};
    struct iovec vec = {page, sizeof page};
    uint64_t range[2] = {0, 4096}, answer[5];
    unsigned char resident;
    int fd = open("/etc/ld.so.cache", O_RDONLY);
    void *map;

    if (fd < 0)
        fd = open("/dev/stdin", O_RDONLY);
    map = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof page, PROT_READ, MAP_SHARED, fd, 0);
    if (map != MAP_FAILED && mincore(map, sizeof page, &resident) == 0)
        puts("ESCAPED mincore");
    else if (fd >= 0 && preadv2(fd, &vec, 1, 0, RWF_NOWAIT) >= 0)
        puts("ESCAPED preadv2");
    else if (fd >= 0 && syscall(CACHESTAT, fd, range, answer, 0) == 0)
        puts("ESCAPED cachestat");
    else if (syscall(SYS_openat2, AT_FDCWD, "/usr/lib", &how, sizeof how) >= 0)
        puts("ESCAPED openat2");
    else
        puts("denied");
    return 0;
}
