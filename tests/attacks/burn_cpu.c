/* SPDX-License-Identifier: MIT */
/*
 * attack: computes for ever.
 * expect: TLE
 * why: The plain case.
 */
int main(void)
{
    for (volatile unsigned long i = 0;; i++)
        ;
}
