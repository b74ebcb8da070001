/* SPDX-License-Identifier: MIT */
/*
 * Crashes: the product of two periods is formed in 32 bits before it is divided by their common
 * divisor. Two periods of 65536 make it 0, and the division by that common multiple traps. That is
 * the first test with a product beyond 32 bits; the others would only get a wrong count.
 */
#include <stdio.h>

static unsigned gcd(unsigned a, unsigned b)
{
    return b ? gcd(b, a % b) : a;
}

static unsigned lcm(unsigned a, unsigned b)
{
    return a * b / gcd(a, b);
}

int main(void)
{
    unsigned a, b, c;
    long long l, r, n = 0;
    scanf("%u %u %u %lld %lld", &a, &b, &c, &l, &r);
    volatile unsigned ab = lcm(a, b), ac = lcm(a, c), bc = lcm(b, c), abc = lcm(ab, c);
    for (int side = 0; side < 2; side++) {
        long long t = side ? l - 1 : r;
        long long k = t / a + t / b + t / c - 2 * (t / ab + t / ac + t / bc) + 3 * (t / abc);
        n += side ? -k : k;
    }
    printf("%lld\n", n);
    return 0;
}
