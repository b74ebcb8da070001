/* SPDX-License-Identifier: MIT */
/*
 * attack: sets the clock, the host's name and the domain's name.
 * expect: RTE
 * detail: clock_settime
 * why: The clock is the whole machine's. The names are the namespace's, and would be seen by the
 *      next run.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (clock_settime(CLOCK_REALTIME, &now) == 0 || sethostname("winner", 6) == 0 ||
        setdomainname("winner", 6) == 0)
        puts("ESCAPED something is set");
    else
        puts("denied");
    return 0;
}
