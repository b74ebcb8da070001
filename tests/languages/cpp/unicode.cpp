// expect: AC
#include <iostream>
#include <string>
int main() { std::string line; std::getline(std::cin, line); if (line == "Grüße, 世界 🙂") std::cout << line << "\n"; }
