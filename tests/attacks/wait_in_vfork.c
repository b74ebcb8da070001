/* SPDX-License-Identifier: MIT */
/*
 * attack: waits in vfork for a child that sleeps for ever.
 * expect: TLE
 * expect-basic: RTE
 * why: Until the child ends, the parent lies in a wait that only a deadly signal breaks.
 */
#define _GNU_SOURCE
#include <unistd.h>

int main(void)
{
    if (vfork() == 0)
        for (;;)
            pause();
    return 1;
}
