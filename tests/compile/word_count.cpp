#include <bits/stdc++.h>
// SPDX-License-Identifier: MIT
using namespace std;

int main() {
    map<string, int> count;
    unordered_map<char, set<string>> by_letter;
    string line;
    while (getline(cin, line)) {
        stringstream words(line);
        for (string w; words >> w;) {
            transform(w.begin(), w.end(), w.begin(), ::tolower);
            count[w]++;
            by_letter[w[0]].insert(w);
        }
    }
    for (auto &[w, c] : count)
        cout << w << ": " << c << " (" << by_letter[w[0]].size() << ")\n";
    cout << fixed << setprecision(3) << (double)count.size() / max<size_t>(1, by_letter.size()) << "\n";
}
