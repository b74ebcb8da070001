/* SPDX-License-Identifier: MIT */
/*
 * attack: makes stdout a tebibyte long without writing anything.
 * expect: OLE RTE
 * why: Who maps or reads the output as long as it says it is dies of it. The kernel stops the call
 *      with SIGXFSZ, which does not tell which file it was for.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    return ftruncate(1, 1L << 40) == 0 ? 0 : 1;
}
