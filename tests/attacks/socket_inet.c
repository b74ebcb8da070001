/* SPDX-License-Identifier: MIT */
/*
 * attack: opens an internet socket.
 * expect: RTE
 * detail: socket
 * why: There is no network, and there shall be no way to look for one.
 */
#define _GNU_SOURCE
#include <sys/socket.h>
#include <stdio.h>

int main(void)
{
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0)
        puts("ESCAPED an internet socket");
    else
        puts("denied");
    return 0;
}
