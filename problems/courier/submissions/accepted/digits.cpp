/* SPDX-License-Identifier: MIT */
/* Writes the number in base 26, its first digit first. */
#include <iostream>
#include <string>

int main()
{
    std::string kind, word;
    long long n = 0;

    std::cin >> kind >> word;
    if (kind == "write") {
        std::string letters;

        for (n = std::stoll(word); n > 0 || letters.empty(); n /= 26)
            letters.insert(letters.begin(), static_cast<char>('a' + n % 26));
        std::cout << letters << "\n";
        return 0;
    }
    for (char letter : word)
        n = n * 26 + (letter - 'a');
    std::cout << n << "\n";
}
