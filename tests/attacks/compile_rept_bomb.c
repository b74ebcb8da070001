/* SPDX-License-Identifier: MIT */
/*
 * attack: lets the assembler repeat an instruction a thousand million times.
 * expect: CE
 * why: The assembler has no limit of its own, and belongs under the compiler's.
 */
__asm__(".rept 1000000000\n nop\n .endr");

int main(void)
{
    return 0;
}
