// SPDX-License-Identifier: MIT
// Wrong: costs are ints and a thousand million is taken for infinity; dear journeys go beyond both.
#include <functional>
#include <iostream>
#include <queue>
#include <utility>
#include <vector>

int main()
{
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<std::pair<int, int>>> rides(n);
    for (int i = 0, u, v, w; i < m; i++) {
        std::cin >> u >> v >> w;
        rides[u - 1].push_back({v - 1, w});
        rides[v - 1].push_back({u - 1, w});
    }
    const int far = 1000000000;
    std::vector<int> cost(2 * n, far);
    std::priority_queue<std::pair<int, int>, std::vector<std::pair<int, int>>, std::greater<>>
        queue;
    auto relax = [&](unsigned c, int state) {
        if (static_cast<int>(c) >= 0 && static_cast<int>(c) < cost[state]) {
            cost[state] = static_cast<int>(c);
            queue.emplace(c, state);
        }
    };
    relax(0, 0);
    while (!queue.empty()) {
        auto [c, state] = queue.top();
        queue.pop();
        if (c > cost[state])
            continue;
        for (auto [v, w] : rides[state / 2]) {
            relax(static_cast<unsigned>(c) + w, 2 * v + state % 2);
            if (state % 2 == 0)
                relax(static_cast<unsigned>(c) + w / 2, 2 * v + 1);
        }
    }
    int best = std::min(cost[2 * n - 2], cost[2 * n - 1]);
    if (best == far)
        std::cout << "stranded\n";
    else
        std::cout << best << '\n';
}
