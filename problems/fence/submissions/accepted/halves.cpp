// SPDX-License-Identifier: MIT
// One below the half, or as near to it as can be; the rest.
#include <algorithm>
#include <iostream>

int main()
{
    int n;
    std::cin >> n;
    int a = std::max(1, (n - 1) / 2);
    std::cout << a << ' ' << n - a << '\n';
}
