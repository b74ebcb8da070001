/* SPDX-License-Identifier: MIT */
/*
 * attack: defines an initialised array of a tebibyte.
 * expect: CE
 * why: All of it would be written to the object file. The limit on file size ends it, or the
 *      assembler gives up.
 */
char table[1UL << 40] = {1};

int main(void)
{
    return table[1];
}
