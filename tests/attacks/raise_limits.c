/* SPDX-License-Identifier: MIT */
/*
 * attack: raises its own resource limits.
 * expect: AC
 * why: A soft limit can be raised to the hard one by anybody: every limit has to be set as the
 *      hard one, and raising that needs a capability.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/resource.h>

int main(void)
{
    for (int resource = 0; resource < RLIM_NLIMITS; resource++) {
        struct rlimit limit;

        if (getrlimit(resource, &limit) != 0 || limit.rlim_max == RLIM_INFINITY)
            continue;
        limit.rlim_max++;
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(resource, &limit) == 0) {
            printf("ESCAPED limit %d\n", resource);
            return 0;
        }
    }
    puts("denied");
    return 0;
}
