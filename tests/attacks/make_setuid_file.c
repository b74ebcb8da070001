/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a set-uid program and one with a file capability behind.
 * expect: AC
 * why: If anybody of another uid ever executes what lies in the work directory, it does so as
 *      somebody. no_new_privs and nosuid make the bit worthless; a capability cannot be set.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

int main(void)
{
    static const unsigned all[5] = {0x02000001, 0xffffffff, 0, 0xffffffff, 0};
    int fd = open("trap", O_WRONLY | O_CREAT, 0755);

    if (fd >= 0) {
        fchmod(fd, 06755);
        if (fchown(fd, 0, 0) == 0 ||
            fsetxattr(fd, "security.capability", all, sizeof all, 0) == 0) {
            puts("ESCAPED a privileged file");
            return 0;
        }
    }
    puts("denied");
    return 0;
}
