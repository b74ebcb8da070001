/* SPDX-License-Identifier: MIT */
/*
 * attack: asks for its session keyring.
 * expect: RTE
 * detail: keyctl
 * why: Keyrings know no namespaces: they carry secrets in, and messages from one run to the next.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_keyctl, 0, -3, 1) != -1)
        puts("ESCAPED a keyring");
    else
        puts("denied");
    return 0;
}
