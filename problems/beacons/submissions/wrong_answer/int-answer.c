/* SPDX-License-Identifier: MIT */
/* Wrong: the count is kept in an int, though it does not fit one. */
#include <stdio.h>

static long long gcd(long long a, long long b)
{
    return b ? gcd(b, a % b) : a;
}

int main(void)
{
    long long a, b, c, l, r;
    scanf("%lld %lld %lld %lld %lld", &a, &b, &c, &l, &r);
    long long ab = a / gcd(a, b) * b, ac = a / gcd(a, c) * c, bc = b / gcd(b, c) * c;
    __int128 abc = (__int128)(ab / gcd(ab, c)) * c;
    l--;
    int n = r / a - l / a + r / b - l / b + r / c - l / c;
    n -= 2 * (r / ab - l / ab + r / ac - l / ac + r / bc - l / bc);
    n += 3 * (long long)(r / abc - l / abc);
    printf("%d\n", n);
    return 0;
}
