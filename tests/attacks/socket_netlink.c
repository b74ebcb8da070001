/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a netlink socket.
 * expect: RTE
 * detail: socket
 * why: Netlink is the door to some of the kernel's most often broken code.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <stdio.h>

int main(void)
{
    if (socket(AF_NETLINK, SOCK_RAW, 0) >= 0)
        puts("ESCAPED a netlink socket");
    else
        puts("denied");
    return 0;
}
