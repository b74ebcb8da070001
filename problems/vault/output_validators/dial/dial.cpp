/* SPDX-License-Identifier: MIT */
/* Answers the candidate's tries: at most ten of them. */
#include <fstream>
#include <iostream>
#include <string>

static std::string feedback;

static int end(int code, const std::string &message)
{
    std::ofstream(feedback + "judgemessage.txt") << message << "\n";
    return code;
}

int main(int, char **argv)
{
    int number, tried;

    feedback = argv[3];
    std::ifstream(argv[1]) >> number;
    for (int tries = 1; tries <= 10; tries++) {
        if (!(std::cin >> tried))
            return end(43, "try " + std::to_string(tries) + ": no number");
        if (tried < 1 || tried > 1000)
            return end(43, "try " + std::to_string(tries) + ": not on the dial");
        if (tried == number) {
            std::cout << "open" << std::endl;
            return end(42, "open after " + std::to_string(tries) + " tries");
        }
        std::cout << (tried < number ? "higher" : "lower") << std::endl;
    }
    return end(43, "not open after ten tries");
}
