#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;
const int MOD = 1e9 + 7;
long long dp[100005];
bitset<100001> can;

long long power(long long b, long long e) {
    long long r = 1;
    for (b %= MOD; e; e >>= 1, b = b * b % MOD)
        if (e & 1)
            r = r * b % MOD;
    return r;
}

int main() {
    int n, w;
    cin >> n >> w;
    can[0] = 1;
    for (int i = 0; i < n; i++) {
        int weight = 0, value = 0;
        cin >> weight >> value;
        can |= can << weight;
        for (int j = w; j >= weight; j--)
            dp[j] = max(dp[j], dp[j - weight] + value);
    }
    cout << dp[w] << ' ' << can.count() << ' ' << power(dp[w], MOD - 2) << endl;
    return 0;
}
