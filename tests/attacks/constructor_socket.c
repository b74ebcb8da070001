/* SPDX-License-Identifier: MIT */
/*
 * attack: opens a socket before main.
 * expect: RTE
 * detail: socket
 * why: A filter that the program's own start-up code installs comes too late for a constructor.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/socket.h>

static int early_socket = -1;

__attribute__((constructor)) static void early(void)
{
    early_socket = socket(AF_INET, SOCK_DGRAM, 0);
}

int main(void)
{
    puts(early_socket >= 0 ? "ESCAPED an early socket" : "denied");
    return 0;
}
