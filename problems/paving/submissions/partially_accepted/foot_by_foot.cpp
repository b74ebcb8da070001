/* SPDX-License-Identifier: MIT */
/* 50 points: goes foot by foot, which takes too long for the endless paths. */
#include <iostream>

int main()
{
    unsigned long long n, before = 1, now = 1;

    std::cin >> n;
    for (unsigned long long foot = 1; foot < n; foot++) {
        unsigned long long next = (before + now) % 1000000007;

        before = now;
        now = next;
    }
    std::cout << now << "\n";
}
