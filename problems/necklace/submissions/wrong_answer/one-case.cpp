// SPDX-License-Identifier: MIT
// Wrong: small and capital letters are taken for one colour.
#include <cctype>
#include <iostream>
#include <string>

int main()
{
    int n, kinds = 0, have = 0;
    std::string s;
    std::cin >> n >> s;
    int held[26] = {}, total[26] = {};
    for (char &c : s) {
        c = static_cast<char>(std::tolower(c) - 'a');
        kinds += total[static_cast<int>(c)]++ == 0;
    }
    int best = n + 1, start = 0;
    for (int left = 0, right = 0; left < n; left++) {
        for (; have < kinds && right < left + n; right++)
            have += held[static_cast<int>(s[right % n])]++ == 0;
        if (have == kinds && right - left < best) {
            best = right - left;
            start = left + 1;
        }
        have -= --held[static_cast<int>(s[left])] == 0;
    }
    std::cout << best << ' ' << start << '\n';
}
