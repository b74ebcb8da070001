// SPDX-License-Identifier: MIT
// Wrong: float has 24 bits, too few for the products of coordinates.
#include <cmath>
#include <iomanip>
#include <iostream>
#include <vector>

int main()
{
    int n;
    float h;
    std::cin >> n >> h;
    std::vector<float> x(n), y(n);
    for (int i = 0; i < n; i++)
        std::cin >> x[i] >> y[i];
    float area = 0;
    for (int i = 0; i < n; i++) {
        int j = (i + 1) % n;
        float low = std::fmin(y[i], y[j]), high = std::fmax(y[i], y[j]), top = std::fmin(high, h);
        if (low >= top)
            continue;
        float from = y[i] < y[j] ? x[i] : x[j], to = y[i] < y[j] ? x[j] : x[i];
        float mean = from + (to - from) * (top - low) / (high - low) / 2;
        area += (y[i] < y[j] ? 1 : -1) * mean * (top - low);
    }
    std::cout << std::fixed << std::setprecision(9) << std::fabs(area) << '\n';
}
