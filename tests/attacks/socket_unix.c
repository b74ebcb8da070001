/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a local socket.
 * expect: RTE
 * detail: socket
 * why: Local sockets carry open descriptors, and abstract names cross file systems.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <stdio.h>

int main(void)
{
    if (socket(AF_UNIX, SOCK_STREAM, 0) >= 0)
        puts("ESCAPED a local socket");
    else
        puts("denied");
    return 0;
}
