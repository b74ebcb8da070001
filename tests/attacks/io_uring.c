/* SPDX-License-Identifier: MIT */
/*
 * attack: sets up an io_uring.
 * expect: RTE
 * detail: io_uring_setup
 * why: Its requests are carried out by the kernel without passing any filter.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_io_uring_setup, 4, &(char[256]){0}) >= 0)
        puts("ESCAPED a ring");
    else
        puts("denied");
    return 0;
}
