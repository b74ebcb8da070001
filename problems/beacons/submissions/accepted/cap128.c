/* SPDX-License-Identifier: MIT */
/* Right: inclusion and exclusion, with the triple multiple formed in 128 bits and capped. */
#include <stdio.h>

static const long long cap = 2000000000000000000LL;

static long long gcd(long long a, long long b)
{
    while (b) {
        long long t = a % b;
        a = b;
        b = t;
    }
    return a;
}

static long long lcm(long long a, long long b)
{
    __int128 m = (__int128)(a / gcd(a, b)) * b;
    return m > cap ? cap : (long long)m;
}

int main(void)
{
    long long a, b, c, l, r;
    if (scanf("%lld %lld %lld %lld %lld", &a, &b, &c, &l, &r) != 5)
        return 1;
    long long ab = lcm(a, b), ac = lcm(a, c), bc = lcm(b, c), abc = lcm(ab, c);
    long long answer = 0;
    for (int side = 0; side < 2; side++) {
        long long t = side ? l - 1 : r;
        long long n = t / a + t / b + t / c - 2 * (t / ab + t / ac + t / bc) + 3 * (t / abc);
        answer += side ? -n : n;
    }
    printf("%lld\n", answer);
    return 0;
}
