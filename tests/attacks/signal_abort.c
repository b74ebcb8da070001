/* SPDX-License-Identifier: MIT */
/*
 * attack: aborts.
 * expect: RTE
 * why: The plain case of a failed assertion. It must leave no core file anywhere.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    puts("denied");
    fflush(stdout);
    abort();
}
