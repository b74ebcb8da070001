// SPDX-License-Identifier: MIT
// Crashes: has room for 100 corners; at() throws at the next.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iostream>

int main()
{
    int n;
    double h, area = 0;
    std::array<double, 100> x, y;
    std::cin >> n >> h;
    for (int i = 0; i < n; i++)
        std::cin >> x.at(i) >> y.at(i);
    for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        double dx = x[j] - x[i], a = y[i] - h, b = y[j] - h;
        if (a <= 0 && b <= 0)
            area += dx * (a + b) / 2;
        else if (a < 0 || b < 0)
            area -= dx * std::min(a, b) * std::min(a, b) / std::fabs(a - b) / 2;
    }
    std::printf("%.9f\n", std::fabs(area));
}
