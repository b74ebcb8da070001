/* SPDX-License-Identifier: MIT */
/*
 * attack: makes the compiler compute for ever.
 * expect: CE
 * why: The inner loops stay below the compiler's limit for one loop. Its limit on operations ends
 *      it, or ours on time.
 */
constexpr unsigned long spin()
{
    unsigned long sum = 0;

    for (unsigned long i = 0; i < 100000; i++)
        for (unsigned long j = 0; j < 100000; j++)
            for (unsigned long k = 0; k < 100000; k++)
                sum += i ^ j ^ k;
    return sum;
}

constexpr unsigned long result = spin();

int main()
{
    return (int)result;
}
