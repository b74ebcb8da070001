#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<pair<int, string>> people(n);
    for (auto &[age, name] : people)
        cin >> age >> name;
    stable_sort(people.begin(), people.end(),
                [](const auto &a, const auto &b) { return a.first > b.first; });
    for (const auto &[age, name] : people)
        cout << name << ' ' << age << '\n';
}
