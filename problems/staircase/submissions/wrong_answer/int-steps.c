/* SPDX-License-Identifier: MIT */
/* Wrong: bisects below 2^31 - 1 steps; the largest deliveries fill more. */
#include <stdio.h>

int main(void)
{
    int q;
    scanf("%d", &q);
    while (q-- > 0) {
        long long s, lo = 0, hi = 2147483647;
        scanf("%lld", &s);
        while (lo < hi) {
            long long k = (lo + hi + 1) / 2;
            if (k * (k + 1) / 2 <= s)
                lo = k;
            else
                hi = k - 1;
        }
        printf("%lld %lld\n", lo, s - lo * (lo + 1) / 2);
    }
    return 0;
}
