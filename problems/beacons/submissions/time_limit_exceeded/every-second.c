/* SPDX-License-Identifier: MIT */
/* Too slow: looks at every second of the range. */
#include <stdio.h>

int main(void)
{
    long long a, b, c, l, r, n = 0;
    scanf("%lld %lld %lld %lld %lld", &a, &b, &c, &l, &r);
    for (long long t = l; t <= r; t++)
        n += (t % a == 0) + (t % b == 0) + (t % c == 0) == 1;
    printf("%lld\n", n);
    return 0;
}
