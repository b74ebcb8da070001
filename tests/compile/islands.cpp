#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;

int n, m;
vector<string> grid;
vector<vector<bool>> seen;

int flood(int i, int j) {
    static const int di[] = {0, 0, 1, -1}, dj[] = {1, -1, 0, 0};
    queue<pair<int, int>> q;
    int size = 0;
    q.emplace(i, j);
    seen[i][j] = true;
    while (!q.empty()) {
        auto [a, b] = q.front();
        q.pop();
        size++;
        for (int k = 0; k < 4; k++) {
            int x = a + di[k], y = b + dj[k];
            if (x < 0 || y < 0 || x >= n || y >= m || seen[x][y] || grid[x][y] != '#')
                continue;
            seen[x][y] = true;
            q.emplace(x, y);
        }
    }
    return size;
}

int main() {
    cin >> n >> m;
    grid.resize(n);
    for (auto &row : grid)
        cin >> row;
    seen.assign(n, vector<bool>(m));
    multiset<int> sizes;
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++)
            if (grid[i][j] == '#' && !seen[i][j])
                sizes.insert(flood(i, j));
    for (auto it = sizes.rbegin(); it != sizes.rend(); ++it)
        cout << *it << " \n"[next(it) == sizes.rend()];
}
