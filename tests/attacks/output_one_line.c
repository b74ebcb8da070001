/* SPDX-License-Identifier: MIT */
/*
 * attack: prints a line of 8 MiB without an end.
 * expect: OLE
 * why: A reader that collects lines collects the whole of it.
 */
#define _GNU_SOURCE
#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 8 << 20; i++)
        putchar('7');
    return 0;
}
