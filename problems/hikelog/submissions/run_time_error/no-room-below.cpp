// SPDX-License-Identifier: MIT
// Crashes: makes room for heights down to n/2 metres under the start; at() throws farther down.
#include <iostream>
#include <string>
#include <vector>

int main()
{
    int n;
    std::string log;
    std::cin >> n >> log;
    std::vector<long long> visits(n / 2 + n + 4);
    int here = n / 2 + 2;
    long long below = 0, total = 0;
    visits.at(here) = 1;
    for (char step : log) {
        if (step == 'U')
            below += visits.at(here++);
        else if (step == 'D')
            below -= visits.at(--here);
        visits.at(here)++;
        total += below;
    }
    std::cout << total << '\n';
}
