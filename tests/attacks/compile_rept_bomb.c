/* SPDX-License-Identifier: MIT */
/*
 * attack: lets the assembler repeat an instruction a thousand million times.
 * expect: CE
 * expect-basic: CE
 * detail-basic: memory limit
 * why: The assembler has no limit of its own, and belongs under the compiler's: at the level basic too, where
 *      it is a child of the one process that init started.
 */
__asm__(".rept 1000000000\n nop\n .endr");

int main(void)
{
    return 0;
}
