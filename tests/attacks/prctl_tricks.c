/* SPDX-License-Identifier: MIT */
/*
 * attack: undoes by prctl what the sandbox has set up for it.
 * expect: AC
 * why: A death signal can be cleared, orphans can be drawn to oneself, the dumpable flag set: the
 *      sandbox must depend on none of these. no_new_privs and the filter stay.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(void)
{
    prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
    prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 ||
        prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 0 || prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0) {
        puts("ESCAPED a flag is off");
        return 0;
    }
    if (fork() == 0)
        for (;;)
            pause();
    puts("denied");
    return 0;
}
