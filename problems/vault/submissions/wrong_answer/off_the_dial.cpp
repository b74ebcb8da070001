/* SPDX-License-Identifier: MIT */
/* Begins the search at 0. */
#include <iostream>
#include <string>

int main()
{
    int low = 0, high = 1000;
    std::string answer;

    std::cout << 0 << std::endl;
    while (std::cin >> answer && answer != "open") {
        int middle = (low + high) / 2;

        std::cout << middle << std::endl;
        (answer == "higher" ? low : high) = middle;
    }
}
