// SPDX-License-Identifier: MIT
// Right: a guess in floating point, put right in whole numbers.
#include <cmath>
#include <cstdint>
#include <iostream>

int main()
{
    int q;
    std::cin >> q;
    for (std::uint64_t s; q > 0 && std::cin >> s; q--) {
        auto k = static_cast<std::uint64_t>(std::sqrt(2.0 * static_cast<double>(s)));
        while (k * (k + 1) / 2 > s)
            k--;
        while ((k + 1) * (k + 2) / 2 <= s)
            k++;
        std::cout << k << ' ' << s - k * (k + 1) / 2 << '\n';
    }
}
