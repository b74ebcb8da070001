/* SPDX-License-Identifier: MIT */
/*
 * attack: mounts by the newer calls, which do not have mount in their name.
 * expect: AC RTE
 * why: A list of forbidden calls rots with each kernel release. Whether these are absent or kill
 *      is for the filter to say.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    if (syscall(SYS_open_tree, AT_FDCWD, "/", 1) >= 0 || syscall(SYS_fsopen, "tmpfs", 0) >= 0 ||
        syscall(SYS_fspick, AT_FDCWD, "/", 0) >= 0)
        puts("ESCAPED a mount descriptor");
    else
        puts("denied");
    return 0;
}
