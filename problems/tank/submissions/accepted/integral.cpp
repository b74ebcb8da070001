// SPDX-License-Identifier: MIT
// Right: the integral of min(y, h) dx along the outline is, but for its sign, the area under water.
#include <cmath>
#include <cstdio>
#include <iostream>
#include <vector>

int main()
{
    int n;
    long double h;
    std::cin >> n >> h;
    std::vector<long double> x(n), y(n);
    for (int i = 0; i < n; i++)
        std::cin >> x[i] >> y[i];
    long double area = 0;
    for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        long double dx = x[j] - x[i], a = y[i] - h, b = y[j] - h;
        if (a <= 0 && b <= 0) {
            area += dx * (a + b) / 2;
        } else if (a < 0 || b < 0) {
            long double wet = a < 0 ? a : b, part = wet / (a < 0 ? a - b : b - a);
            area += dx * part * wet / 2;
        }
    }
    std::printf("%.9Lf\n", std::fabs(area));
}
