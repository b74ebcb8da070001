// SPDX-License-Identifier: MIT
// Crashes: steps are printed by way of std::stoi, which throws std::out_of_range above 2^31 - 1.
#include <cstdint>
#include <iostream>
#include <string>

int main()
{
    int q;
    std::cin >> q;
    for (std::uint64_t s; q > 0 && std::cin >> s; q--) {
        std::uint64_t lo = 0, hi = 3000000000;
        while (hi - lo > 1) {
            std::uint64_t k = (lo + hi) / 2;
            (k * (k + 1) / 2 <= s ? lo : hi) = k;
        }
        int steps = std::stoi(std::to_string(lo));
        std::cout << steps << ' ' << s - lo * (lo + 1) / 2 << '\n';
    }
}
