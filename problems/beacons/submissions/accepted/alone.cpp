// SPDX-License-Identifier: MIT
// Right: for each beacon, its flashes less those that it shares with either of the others. Whether
// a common multiple passes the limit is found by division, so that nothing overflows.
#include <cstdint>
#include <iostream>
#include <numeric>

using i64 = std::int64_t;

static i64 multiples(i64 limit, i64 x, i64 y, i64 z)
{
    i64 m = x;
    for (i64 p : {y, z}) {
        i64 factor = p / std::gcd(m, p);
        if (m > limit / factor)
            return 0;
        m *= factor;
    }
    return limit / m;
}

static i64 alone(i64 limit, i64 x, i64 y, i64 z)
{
    return limit / x - multiples(limit, x, y, 1) - multiples(limit, x, z, 1) +
           multiples(limit, x, y, z);
}

static i64 upto(i64 limit, i64 a, i64 b, i64 c)
{
    return alone(limit, a, b, c) + alone(limit, b, a, c) + alone(limit, c, a, b);
}

int main()
{
    i64 a, b, c, l, r;
    std::cin >> a >> b >> c >> l >> r;
    std::cout << upto(r, a, b, c) - upto(l - 1, a, b, c) << '\n';
}
