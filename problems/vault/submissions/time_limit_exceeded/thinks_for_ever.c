/* SPDX-License-Identifier: MIT */
/* Computes without end after its first try. */
#include <stdio.h>

int main(void)
{
    volatile unsigned n = 0;

    puts("500");
    fflush(stdout);
    for (;;)
        n++;
}
