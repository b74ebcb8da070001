/* SPDX-License-Identifier: MIT */
/*
 * attack: turns off the reaction to Ctrl-Alt-Del, the mildest thing that reboot does.
 * expect: RTE
 * detail: reboot
 * why: In a pid namespace the other commands end its init.
 */
#define _GNU_SOURCE
#include <sys/reboot.h>
#include <stdio.h>

int main(void)
{
    if (reboot(RB_DISABLE_CAD) == 0)
        puts("ESCAPED a reboot call");
    else
        puts("denied");
    return 0;
}
