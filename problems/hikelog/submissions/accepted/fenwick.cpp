// SPDX-License-Identifier: MIT
// Right: a Fenwick tree over the heights counts those passed before that are lower; n log n.
#include <iostream>
#include <string>
#include <vector>

int main()
{
    int n;
    std::string log;
    std::cin >> n >> log;
    std::vector<int> tree(2 * n + 2);
    auto visit = [&](int h) {
        for (; h < static_cast<int>(tree.size()); h += h & -h)
            tree[h]++;
    };
    auto lower = [&](int h) {
        int sum = 0;
        for (h--; h > 0; h -= h & -h)
            sum += tree[h];
        return sum;
    };
    int here = n + 1;
    long long total = 0;
    visit(here);
    for (char step : log) {
        here += (step == 'U') - (step == 'D');
        total += lower(here);
        visit(here);
    }
    std::cout << total << '\n';
}
