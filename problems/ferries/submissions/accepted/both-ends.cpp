// SPDX-License-Identifier: MIT
// Right: full-fare costs from harbour 1 and from harbour n; then each line in turn gets the
// voucher.
#include <algorithm>
#include <functional>
#include <iostream>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

using i64 = long long;
static const i64 far = std::numeric_limits<i64>::max() / 4;

struct ride {
    int to;
    i64 fare;
};

static std::vector<i64> costs(const std::vector<std::vector<ride>> &rides, int from)
{
    std::vector<i64> cost(rides.size(), far);
    using entry = std::pair<i64, int>;
    std::priority_queue<entry, std::vector<entry>, std::greater<>> queue;
    cost[from] = 0;
    queue.emplace(0, from);
    while (!queue.empty()) {
        auto [c, u] = queue.top();
        queue.pop();
        if (c > cost[u])
            continue;
        for (const ride &r : rides[u])
            if (c + r.fare < cost[r.to]) {
                cost[r.to] = c + r.fare;
                queue.emplace(cost[r.to], r.to);
            }
    }
    return cost;
}

int main()
{
    std::ios::sync_with_stdio(false);
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<ride>> rides(n);
    for (int i = 0; i < m; i++) {
        int u, v;
        i64 w;
        std::cin >> u >> v >> w;
        rides[u - 1].push_back({v - 1, w});
        rides[v - 1].push_back({u - 1, w});
    }
    auto there = costs(rides, 0), back = costs(rides, n - 1);
    i64 best = there[n - 1];
    for (int u = 0; u < n; u++)
        for (const ride &r : rides[u])
            best = std::min(best, there[u] + r.fare / 2 + back[r.to]);
    if (best >= far)
        std::cout << "stranded\n";
    else
        std::cout << best << '\n';
}
