/* SPDX-License-Identifier: MIT */
/*
 * attack: dies of SIGXFSZ, as one does who exceeds the file-size limit.
 * expect: RTE OLE
 * why: Nobody but the kernel should send it, and who forges it gains nothing: a run-time error or
 *      the limit's own verdict will do.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    raise(SIGXFSZ);
    return 0;
}
