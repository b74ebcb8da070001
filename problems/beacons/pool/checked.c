/* SPDX-License-Identifier: MIT */
/* A flag goes along with each multiple and says that it is past the end of the range. */
#include <stdio.h>
#include <stdbool.h>

typedef long long ll;

ll gcd(ll x, ll y)
{
    return y == 0 ? x : gcd(y, x % y);
}

bool join(ll x, ll y, ll limit, ll *out)
{
    ll k = y / gcd(x, y);
    if (x > limit / k)
        return false;
    *out = x * k;
    return true;
}

ll solve(ll a, ll b, ll c, ll n)
{
    ll total = n / a + n / b + n / c;
    ll m;
    if (join(a, b, n, &m)) {
        total -= 2 * (n / m);
        if (join(m, c, n, &m))
            total += 3 * (n / m);
    }
    if (join(a, c, n, &m))
        total -= 2 * (n / m);
    if (join(b, c, n, &m))
        total -= 2 * (n / m);
    return total;
}

int main()
{
    ll a, b, c, l, r;
    scanf("%lld%lld%lld", &a, &b, &c);
    scanf("%lld%lld", &l, &r);
    printf("%lld\n", solve(a, b, c, r) - solve(a, b, c, l - 1));
}
