/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a socket to the machine that hosts this one.
 * expect: RTE
 * detail: socket
 * why: AF_VSOCK knows no network namespaces: programs in different cells could meet there.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <stdio.h>

int main(void)
{
    if (socket(AF_VSOCK, SOCK_STREAM, 0) >= 0)
        puts("ESCAPED a vsock");
    else
        puts("denied");
    return 0;
}
