// SPDX-License-Identifier: MIT
// Wrong: 8s + 1 wraps round in 64 bits from s = 2^61 on. The root itself is taken with care.
#include <cmath>
#include <cstdint>
#include <iostream>

int main()
{
    int q;
    std::cin >> q;
    for (std::uint64_t s; q > 0 && std::cin >> s; q--) {
        std::uint64_t square = 8 * s + 1;
        auto r = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(square)));
        while (r > 0 && r > square / r)
            r--;
        while (r + 1 <= square / (r + 1))
            r++;
        std::uint64_t k = (r - 1) / 2;
        std::cout << k << ' ' << s - k * (k + 1) / 2 << '\n';
    }
}
