/* SPDX-License-Identifier: MIT */
/* Asks a double whether a product is too large before it is formed. */
#include <stdio.h>
#define INF 4000000000000000000LL

long long gcd(long long a, long long b)
{
    if (b == 0)
        return a;
    return gcd(b, a % b);
}

long long lcm(long long a, long long b)
{
    a /= gcd(a, b);
    if ((double)a * b > 3e18)
        return INF;
    return a * b;
}

int main()
{
    long long a, b, c, l, r, ans = 0;
    scanf("%lld %lld %lld %lld %lld", &a, &b, &c, &l, &r);
    long long x = lcm(a, b), y = lcm(b, c), z = lcm(a, c), w = lcm(x, c);
    l--;
    ans += r / a - l / a;
    ans += r / b - l / b;
    ans += r / c - l / c;
    ans -= 2 * (r / x - l / x);
    ans -= 2 * (r / y - l / y);
    ans -= 2 * (r / z - l / z);
    ans += 3 * (r / w - l / w);
    printf("%lld\n", ans);
    return 0;
}
