// SPDX-License-Identifier: MIT
// Crashes: has room for the 26 small letters only; at() throws on the first capital.
#include <array>
#include <iostream>
#include <string>

int main()
{
    int n, kinds = 0, have = 0;
    std::string s;
    std::cin >> n >> s;
    std::array<int, 26> total{}, held{};
    for (char c : s)
        kinds += total.at(static_cast<unsigned>(c - 'a'))++ == 0;
    int best = n + 1, start = 0;
    for (int left = 0, right = 0; left < n; left++) {
        for (; have < kinds && right < left + n; right++)
            have += held.at(static_cast<unsigned>(s[right % n] - 'a'))++ == 0;
        if (have == kinds && right - left < best) {
            best = right - left;
            start = left + 1;
        }
        have -= --held.at(static_cast<unsigned>(s[left] - 'a')) == 0;
    }
    std::cout << best << ' ' << start << '\n';
}
