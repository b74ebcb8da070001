/* SPDX-License-Identifier: MIT */
/*
 * attack: opens the root of a file system by inode number.
 * expect: RTE
 * detail: open_by_handle_at
 * why: A handle goes past every mount and root: the classic escape from containers with too many
 *      capabilities.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_open_by_handle_at, 0, &(int[4]){8, 1, 2, 0}, 0) >= 0)
        puts("ESCAPED a file by handle");
    else
        puts("denied");
    return 0;
}
