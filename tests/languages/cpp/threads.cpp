// expect: AC
#include <atomic>
#include <iostream>
#include <thread>
#include <vector>
int main() { std::atomic<int> sum{0}; std::vector<std::thread> all; for (int i = 0; i < 8; i++) all.emplace_back([&] { sum++; }); for (auto &t : all) t.join(); if (sum == 8) std::cout << "ok\n"; }
