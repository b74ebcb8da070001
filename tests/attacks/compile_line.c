/* SPDX-License-Identifier: MIT */
/*
 * attack: makes the compiler quote another file, by claiming that its error is there.
 * expect: CE
 * why: After #line, diagnostics show the source line of the file that was named. When it is in
 *      view, the program compiles and says so.
 */
#if __has_include("/etc/passwd")
#include <stdio.h>

int main(void)
{
    puts("ESCAPED the list of users is in view");
    return 0;
}

#else
#line 1 "/etc/passwd"
int main(void)
{
    return undeclared;
}
#endif
