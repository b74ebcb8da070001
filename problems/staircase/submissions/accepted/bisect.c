/* SPDX-License-Identifier: MIT */
/* Right: bisection over the number of steps, whose bound keeps k(k+1) within 64 bits. */
#include <stdio.h>

int main(void)
{
    int q;
    if (scanf("%d", &q) != 1)
        return 1;
    while (q-- > 0) {
        long long s, lo = 0, hi = 3000000000LL;
        if (scanf("%lld", &s) != 1)
            return 1;
        while (hi - lo > 1) {
            long long k = (lo + hi) / 2;
            if (k * (k + 1) / 2 <= s)
                lo = k;
            else
                hi = k;
        }
        printf("%lld %lld\n", lo, s - lo * (lo + 1) / 2);
    }
    return 0;
}
