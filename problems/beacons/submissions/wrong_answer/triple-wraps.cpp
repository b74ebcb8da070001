// SPDX-License-Identifier: MIT
// Wrong: the common multiple of all three is formed in 64 bits, where it wraps round.
#include <iostream>
#include <numeric>

int main()
{
    unsigned long long a, b, c, l, r;
    std::cin >> a >> b >> c >> l >> r;
    unsigned long long ab = std::lcm(a, b), ac = std::lcm(a, c), bc = std::lcm(b, c);
    unsigned long long abc = ab / std::gcd(ab, c) * c;
    if (abc == 0)
        abc = ~0ULL;
    auto upto = [&](unsigned long long t) {
        return t / a + t / b + t / c - 2 * (t / ab + t / ac + t / bc) + 3 * (t / abc);
    };
    std::cout << upto(r) - upto(l - 1) << '\n';
}
