// SPDX-License-Identifier: MIT
// A lambda for the multiples up to a limit.
#include <iostream>
#include <numeric>
using namespace std;

int main()
{
    long long a, b, c, l, r;
    cin >> a >> b >> c >> l >> r;
    auto solve = [&](long long n) {
        long long ab = lcm(a, b), bc = lcm(b, c), ca = lcm(c, a);
        __int128 abc = (__int128)ab / gcd(ab, c) * c;
        long long res = n / a + n / b + n / c;
        res -= 2 * (n / ab + n / bc + n / ca);
        res += 3 * (long long)(n / abc);
        return res;
    };
    cout << solve(r) - solve(l - 1) << endl;
    return 0;
}
