/* SPDX-License-Identifier: MIT */
/* The larger one first, in two lines. */
#include <stdio.h>

int main(void)
{
    long n, a;

    if (scanf("%ld", &n) != 1)
        return 1;
    a = n > 2 ? (n - 1) / 2 : 1;
    printf("%ld\n%ld\n", n - a, a);
    return 0;
}
