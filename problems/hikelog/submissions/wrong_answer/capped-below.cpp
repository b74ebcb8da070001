// SPDX-License-Identifier: MIT
// Wrong: heights below 1000 metres under the start share one counter. Only a long descent shows it.
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main()
{
    int n;
    std::string log;
    std::cin >> n >> log;
    const int floor = 1000;
    std::vector<long long> visits(floor + n + 2);
    int here = 0;
    long long below = 0, total = 0;
    auto at = [&](int h) -> long long & { return visits[std::max(0, h + floor)]; };
    at(0) = 1;
    for (char step : log) {
        if (step == 'U')
            below += at(here++);
        else if (step == 'D')
            below -= at(--here);
        at(here)++;
        total += below;
    }
    std::cout << total << '\n';
}
