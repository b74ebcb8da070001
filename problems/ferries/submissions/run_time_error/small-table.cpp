// SPDX-License-Identifier: MIT
// Crashes: a table of fares by pair of harbours has room for 500 of them; at() throws beyond.
#include <algorithm>
#include <array>
#include <iostream>
#include <memory>

using table = std::array<std::array<long long, 500>, 500>;

int main()
{
    int n, m;
    std::cin >> n >> m;
    const long long far = 1LL << 60;
    auto fare = std::make_unique<table>();
    for (auto &row : *fare)
        row.fill(far);
    for (int i = 0; i < m; i++) {
        int u, v;
        long long w;
        std::cin >> u >> v >> w;
        long long &there = fare->at(u - 1).at(v - 1);
        there = std::min(there, w);
        fare->at(v - 1).at(u - 1) = there;
    }
    std::array<long long, 1000> cost;
    std::array<bool, 1000> done{};
    cost.fill(far);
    cost[0] = 0;
    for (;;) {
        int s = -1;
        for (int i = 0; i < 2 * n; i++)
            if (!done.at(i) && cost.at(i) < far && (s < 0 || cost[i] < cost[s]))
                s = i;
        if (s < 0)
            break;
        done[s] = true;
        for (int v = 0; v < n; v++) {
            long long w = (*fare)[s % n][v];
            if (w == far)
                continue;
            int same = v + s / n * n;
            cost[same] = std::min(cost[same], cost[s] + w);
            if (s < n)
                cost[v + n] = std::min(cost[v + n], cost[s] + w / 2);
        }
    }
    long long best = std::min(cost[n - 1], cost[2 * n - 1]);
    if (best == far)
        std::cout << "stranded\n";
    else
        std::cout << best << '\n';
}
