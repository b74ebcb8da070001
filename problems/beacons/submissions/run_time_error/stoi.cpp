// SPDX-License-Identifier: MIT
// Crashes: std::stoi throws std::out_of_range on the first number beyond 31 bits.
#include <iostream>
#include <numeric>
#include <string>

int main()
{
    std::string word;
    long long in[5];
    for (long long &x : in) {
        std::cin >> word;
        x = std::stoi(word);
    }
    long long a = in[0], b = in[1], c = in[2];
    long long ab = std::lcm(a, b), ac = std::lcm(a, c), bc = std::lcm(b, c), abc = std::lcm(ab, c);
    auto upto = [&](long long t) {
        return t / a + t / b + t / c - 2 * (t / ab + t / ac + t / bc) + 3 * (t / abc);
    };
    std::cout << upto(in[4]) - upto(in[3] - 1) << '\n';
}
