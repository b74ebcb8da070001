/* SPDX-License-Identifier: MIT */
/*
 * attack: asks by pragma for a compiler plug-in.
 * expect: AC
 * why: A plug-in runs inside the compiler. The pragma takes optimisation options only, and warns
 *      about others.
 */
#pragma GCC optimize("-fplugin=./plugin.so")
#pragma GCC optimize("-wrapper=/bin/sh")
#include <stdio.h>

int main(void)
{
    puts("denied");
    return 0;
}
