#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;
mt19937_64 rng(12345);

int main() {
    string s;
    cin >> s;
    vector<unsigned long long> h(s.size() + 1), pw(s.size() + 1, 1);
    unsigned long long base = rng() | 1;
    for (size_t i = 0; i < s.size(); i++) {
        h[i + 1] = h[i] * base + s[i];
        pw[i + 1] = pw[i] * base;
    }
    unordered_set<unsigned long long> different;
    for (size_t i = 0; i < s.size(); i++)
        for (size_t j = i + 1; j <= s.size(); j++)
            different.insert(h[j] - h[i] * pw[j - i]);
    cout << different.size() << endl;
    optional<regex> vowels;
    if (s.size() > 3)
        vowels.emplace("[aeiou]+");
    if (vowels && regex_search(s, *vowels))
        cout << "vowels\n";
}
