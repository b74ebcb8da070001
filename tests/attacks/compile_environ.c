/* SPDX-License-Identifier: MIT */
/*
 * attack: includes the compiler's environment.
 * expect: CE
 * why: It is readable, because it is the compiler's own; therefore it must hold nothing but fixed
 *      values. That of process 1 must not be in view at all.
 */
#if __has_include("/proc/1/environ")
#include <stdio.h>

int main(void)
{
    puts("ESCAPED the environment of process 1 is in view");
    return 0;
}

#else
#include "/proc/self/environ"
#error "an environment is no program"
#endif
