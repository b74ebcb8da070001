/* SPDX-License-Identifier: MIT */
/*
 * attack: has a hundred thousand errors in it.
 * expect: CE
 * why: Each is quoted with its expansion. The messages are limited like any output.
 */
#define A(x) x x x x x x x x x x
#define B(x) A(A(x))
int main(void)
{
    A(B(B({ int v = ; })))
}
