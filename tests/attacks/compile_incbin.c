/* SPDX-License-Identifier: MIT */
/*
 * attack: lets the assembler embed the list of users in the program.
 * expect: CE
 * why: No error message needed: the program would carry the file out as data, and print it.
 */
#include <stdio.h>

__asm__(".section .rodata\n"
        ".globl loot\n"
        "loot: .incbin \"/etc/passwd\"\n"
        ".byte 0\n"
        ".previous\n");
extern const char loot[];

int main(void)
{
    printf("ESCAPED %s\n", loot);
    return 0;
}
