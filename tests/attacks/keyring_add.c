/* SPDX-License-Identifier: MIT */
/*
 * attack: leaves a key in its user keyring.
 * expect: RTE
 * detail: add_key
 * why: The key would be there for the next program of the same uid.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_add_key, "user", "note", "x", 1, -4) != -1)
        puts("ESCAPED a key");
    else
        puts("denied");
    return 0;
}
