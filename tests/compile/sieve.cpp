#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> least(n + 1), primes;
    for (int i = 2; i <= n; i++) {
        if (!least[i])
            primes.push_back(least[i] = i);
        for (int p : primes) {
            if (p > least[i] || 1LL * p * i > n)
                break;
            least[p * i] = p;
        }
    }
    map<int, int> f;
    for (int x = n; x > 1; x /= least[x])
        f[least[x]]++;
    for (auto [p, e] : f)
        cout << p << '^' << e << ' ';
    cout << '\n' << accumulate(primes.begin(), primes.end(), 0LL) << '\n';
}
