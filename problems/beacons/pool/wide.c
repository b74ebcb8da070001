/* SPDX-License-Identifier: MIT */
/* Everything in 128 bits, and eight subsets in a loop. */
#include <stdio.h>

typedef __int128 wide;

static wide gcd(wide a, wide b)
{
    while (b != 0) {
        wide r = a % b;
        a = b;
        b = r;
    }
    return a;
}

int main(void)
{
    long long p[3], left, right;
    for (int i = 0; i < 3; i++)
        scanf("%lld", &p[i]);
    scanf("%lld %lld", &left, &right);
    long long weight[4] = {0, 1, -2, 3};
    long long result = 0;
    for (int set = 1; set < 8; set++) {
        wide m = 1;
        int size = 0;
        for (int i = 0; i < 3; i++) {
            if (set & (1 << i)) {
                m = m / gcd(m, p[i]) * p[i];
                size++;
            }
        }
        long long count = (long long)(right / m - (left - 1) / m);
        result += weight[size] * count;
    }
    printf("%lld\n", result);
    return 0;
}
