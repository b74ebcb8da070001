/* SPDX-License-Identifier: MIT */
/*
 * attack: includes the list of users, to find it in the error messages.
 * expect: CE
 * why: Compilers quote what they do not understand. When the file is in view, the program compiles
 *      and says so.
 */
#if __has_include("/etc/passwd")
#include <stdio.h>

int main(void)
{
    puts("ESCAPED the list of users is in view");
    return 0;
}

#else
#include "/etc/passwd"
#endif
