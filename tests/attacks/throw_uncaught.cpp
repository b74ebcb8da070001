/* SPDX-License-Identifier: MIT */
/*
 * attack: throws an exception that nobody catches.
 * expect: RTE
 * why: std::terminate aborts; what it prints goes to stderr.
 */
#include <cstdio>
#include <stdexcept>

int main()
{
    std::puts("denied");
    std::fflush(stdout);
    throw std::runtime_error("out of here");
}
