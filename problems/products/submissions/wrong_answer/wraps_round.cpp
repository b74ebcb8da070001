/* SPDX-License-Identifier: MIT */
/* Cheats: coefficients of 2^64 + 1 are 1 and 2^64 is 0 to a validator that wraps round. */
#include <iostream>

int main()
{
    int n, m, p;

    std::cin >> n >> m >> p;
    std::cout << n * m * p << "\n";
    for (int i = 0; i < n * m * p; i++) {
        for (int j = 0; j < n * m + m * p + n * p; j++)
            std::cout << (j % 2 ? "18446744073709551617 " : "18446744073709551616 ");
        std::cout << "\n";
    }
}
