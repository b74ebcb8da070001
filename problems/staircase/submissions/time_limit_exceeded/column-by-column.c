/* SPDX-License-Identifier: MIT */
/* Too slow: lays column after column, thousands of millions of them for each large delivery. */
#include <stdio.h>

int main(void)
{
    int q;
    scanf("%d", &q);
    while (q-- > 0) {
        long long s, k = 0;
        scanf("%lld", &s);
        while (s > k) {
            k++;
            s -= k;
        }
        printf("%lld %lld\n", k, s);
    }
    return 0;
}
