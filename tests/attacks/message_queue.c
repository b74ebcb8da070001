/* SPDX-License-Identifier: MIT */
/*
 * attack: makes a POSIX message queue.
 * expect: AC
 * why: A queue has a name in the ipc namespace and outlives the program.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    if (syscall(SYS_mq_open, "winnow", O_RDWR | O_CREAT, 0666, NULL) >= 0)
        puts("ESCAPED a message queue");
    else
        puts("denied");
    return 0;
}
