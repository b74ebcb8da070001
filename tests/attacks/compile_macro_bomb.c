/* SPDX-License-Identifier: MIT */
/*
 * attack: expands a macro to ten thousand million numbers.
 * expect: CE
 * why: A short source, and a program larger than any memory.
 */
#define A(x) x x x x x x x x x x
#define B(x) A(A(x))
#define C(x) B(B(x))
#define D(x) C(C(x))
int main(void)
{
    return 0 D(A(A(+1)));
}
