// SPDX-License-Identifier: MIT
// A set of the last sights of the colours; the least of them is where the arc begins.
#include <iostream>
#include <set>
#include <string>
#include <vector>
using namespace std;

int main()
{
    int n;
    string s;
    cin >> n >> s;
    set<char> colours(s.begin(), s.end());
    vector<int> last(256, -1);
    set<int> sights;
    int best = n + 1, start = 0;
    for (int i = 0; i < 2 * n; i++) {
        int c = s[i % n];
        if (last[c] >= 0)
            sights.erase(last[c]);
        last[c] = i;
        sights.insert(i);
        if (sights.size() == colours.size()) {
            int low = *sights.begin();
            if (i - low + 1 < best) {
                best = i - low + 1;
                start = low + 1;
            }
        }
    }
    cout << best << " " << start << endl;
    return 0;
}
