/* SPDX-License-Identifier: MIT */
/*
 * attack: lets a std::vector grow without end.
 * expect: MLE
 * why: Whether growth ends with an out-of-memory kill or with std::bad_alloc and abort depends on
 *      how memory is limited. The verdict must not.
 */
#include <cstdio>
#include <vector>

int main()
{
    std::vector<long> numbers;

    for (long i = 0; i < (1L << 27); i++)
        numbers.push_back(i);
    std::printf("ESCAPED with %zu numbers\n", numbers.size());
    return 0;
}
