#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;
struct Edge {
    int u, v, w;
    bool operator<(const Edge &o) const { return w < o.w; }
};
struct DSU {
    vector<int> p;
    explicit DSU(int n) : p(n, -1) {}
    int find(int x) { return p[x] < 0 ? x : p[x] = find(p[x]); }
    bool join(int a, int b) {
        a = find(a), b = find(b);
        if (a == b)
            return false;
        if (p[a] > p[b])
            swap(a, b);
        p[a] += p[b];
        p[b] = a;
        return true;
    }
};

int main() {
    int n, m;
    cin >> n >> m;
    vector<Edge> edges(m);
    for (auto &e : edges)
        cin >> e.u >> e.v >> e.w;
    sort(edges.begin(), edges.end());
    DSU dsu(n + 1);
    long long total = 0;
    for (const auto &e : edges)
        if (dsu.join(e.u, e.v))
            total += e.w;
    cout << (dsu.p[dsu.find(1)] == -n ? to_string(total) : string("IMPOSSIBLE")) << '\n';
}
