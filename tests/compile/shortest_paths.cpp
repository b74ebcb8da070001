#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;
#define all(x) (x).begin(), (x).end()
typedef long long ll;
const ll INF = 4e18;

vector<ll> dijkstra(const vector<vector<pair<int, ll>>> &g, int from) {
    vector<ll> d(g.size(), INF);
    priority_queue<pair<ll, int>, vector<pair<ll, int>>, greater<>> q;
    q.push({d[from] = 0, from});
    while (!q.empty()) {
        auto [far, u] = q.top();
        q.pop();
        if (far > d[u])
            continue;
        for (auto [v, w] : g[u])
            if (far + w < d[v])
                q.push({d[v] = far + w, v});
    }
    return d;
}

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int n, m;
    cin >> n >> m;
    vector<vector<pair<int, ll>>> g(n + 1);
    while (m--) {
        int u = 1, v = 1;
        ll w = 0;
        cin >> u >> v >> w;
        g[u].push_back({v, w});
        g[v].push_back({u, w});
    }
    auto d = dijkstra(g, 1);
    cout << *max_element(all(d)) << endl;
}
