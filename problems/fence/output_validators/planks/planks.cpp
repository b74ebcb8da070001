/* SPDX-License-Identifier: MIT */
/* validator INPUT ANSWER FEEDBACK/ planks MOST: the answer is the smallest difference. */
#include "planks.h"

#include <cstdlib>
#include <fstream>
#include <iostream>

int main(int argc, char **argv)
{
    long n, difference, a, b, most;
    std::string more;

    if (argc != 6 || std::string(argv[4]) != "planks")
        return 1;
    most = std::atol(argv[5]);
    std::ifstream(argv[1]) >> n;
    std::ifstream(argv[2]) >> difference;
    if (!(std::cin >> a >> b))
        return verdict(argv[3], 43, "two numbers were expected");
    if (std::cin >> more)
        return verdict(argv[3], 43, "more than two numbers");
    if (a < 1 || b < 1 || a > most || b > most)
        return verdict(argv[3], 43, "a fence of no planks, or of too many");
    if (a + b != n)
        return verdict(argv[3], 43, std::to_string(a + b) + " planks and not " + std::to_string(n));
    if (std::labs(a - b) != difference)
        return verdict(argv[3], 43, "the difference is not the smallest");
    return verdict(argv[3], 42, "fine");
}
