#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;
template <class T, class F> struct SegmentTree {
    int n;
    vector<T> t;
    F f;
    T unit;
    SegmentTree(int n, T unit, F f) : n(n), t(2 * n, unit), f(f), unit(unit) {}
    void set(int i, T x) {
        for (t[i += n] = x; i > 1; i /= 2)
            t[i / 2] = f(t[i], t[i ^ 1]);
    }
    T get(int l, int r) {
        T a = unit, b = unit;
        for (l += n, r += n; l < r; l /= 2, r /= 2) {
            if (l & 1)
                a = f(a, t[l++]);
            if (r & 1)
                b = f(t[--r], b);
        }
        return f(a, b);
    }
};

int main() {
    int n = 0, q = 0;
    scanf("%d %d", &n, &q);
    auto most = [](long long a, long long b) { return max(a, b); };
    SegmentTree<long long, decltype(most)> tree(n, LLONG_MIN, most);
    for (int i = 0, x; i < n && scanf("%d", &x) == 1; i++)
        tree.set(i, x);
    for (int k, l, r; q-- && scanf("%d %d %d", &k, &l, &r) == 3;) {
        if (k == 1)
            tree.set(l - 1, r);
        else
            printf("%lld\n", tree.get(l - 1, r));
    }
}
