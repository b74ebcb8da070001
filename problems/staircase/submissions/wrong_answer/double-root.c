/* SPDX-License-Identifier: MIT */
/*
 * Wrong: trusts the root in double. It is right but for the few deliveries within some hundred
 * stones of a full staircase, and only of the largest.
 */
#include <stdio.h>

static double root(double x)
{
    double r = x > 1 ? x : 1;
    for (int i = 0; i < 200; i++)
        r = (r + x / r) / 2;
    return r;
}

int main(void)
{
    int q;
    scanf("%d", &q);
    while (q-- > 0) {
        long long s;
        scanf("%lld", &s);
        long long k = (long long)((root(8.0 * (double)s + 1) - 1) / 2);
        printf("%lld %lld\n", k, s - k * (k + 1) / 2);
    }
    return 0;
}
