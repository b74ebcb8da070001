// SPDX-License-Identifier: MIT
// Right: walks backwards over the doubled ring and knows, for each colour, the nearest bead ahead;
// the arc from a bead reaches to the farthest of these.
#include <algorithm>
#include <climits>
#include <iostream>
#include <map>
#include <string>
#include <vector>

int main()
{
    int n;
    std::string s;
    std::cin >> n >> s;
    std::map<char, int> number;
    for (char c : s)
        number.emplace(c, static_cast<int>(number.size()));
    std::vector<int> next(number.size(), INT_MAX), colour(n);
    for (int i = 0; i < n; i++)
        colour[i] = number[s[i]];
    int best = INT_MAX, start = 0;
    for (int i = 2 * n - 1; i >= 0; i--) {
        next[colour[i % n]] = i;
        if (i >= n)
            continue;
        int length = *std::max_element(next.begin(), next.end()) - i + 1;
        if (length <= best) {
            best = length;
            start = i + 1;
        }
    }
    std::cout << best << ' ' << start << '\n';
}
