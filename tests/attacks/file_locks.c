/* SPDX-License-Identifier: MIT */
/*
 * attack: takes locks on a file that every cell shares.
 * expect: AC
 * why: A lock needs no right to write. Two programs in different cells that lock the same system
 *      file can send each other bits, or block a third.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

int main(void)
{
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    int fd = open("/etc/ld.so.cache", O_RDONLY);

    if (fd < 0)
        fd = open("/dev/null", O_RDONLY);
    if (fd >= 0 && (flock(fd, LOCK_EX | LOCK_NB) == 0 || fcntl(fd, F_SETLK, &lock) == 0 ||
                    fcntl(fd, F_OFD_SETLK, &lock) == 0 || fcntl(fd, F_SETLEASE, F_RDLCK) == 0))
        puts("ESCAPED a lock");
    else
        puts("denied");
    return 0;
}
