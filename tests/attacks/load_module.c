/* SPDX-License-Identifier: MIT */
/*
 * attack: loads a kernel module.
 * expect: RTE
 * detail: init_module
 * why: An empty one, which is refused by any kernel that gets to see it.
 */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>
#include <stdio.h>

int main(void)
{
    if (syscall(SYS_init_module, "", 0UL, "") == 0)
        puts("ESCAPED a module");
    else
        puts("denied");
    return 0;
}
