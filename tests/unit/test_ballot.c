/* SPDX-License-Identifier: MIT */
/* maj@k and n@k with clusters against the enumeration of all choices of k samples. */
#include "eval/result/ballot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>

#define NONE BALLOT_NONE

enum { SAMPLES = 9, SEED = 5 };

static const struct {
    size_t groups;
    uint32_t group_of[SAMPLES];
} ballots[] = {
    {1, {0, 0, 0, 0, 0, 0, 0, 0, 0}},
    {3, {1, 0, 2, 0, 1, 2, 1, 0, NONE}},
    {2, {1, 1, 1, 1, 1, 0, 1, 1, 1}},
    {2, {1, 1, 1, 1, NONE, NONE, 1, 1, 1}}, /* none is right */
    {7, {6, 0, 1, 2, 0, 3, 4, 5, NONE}},
    {1, {NONE, NONE, 0, NONE, NONE, NONE, NONE, NONE, NONE}},
    {1, {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE}},
    {4, {1, 1, 2, 2, 3, 3, 0, 0, 0}},
};

/* Sizes of the groups in a set of samples, and their earliest samples. */
static void count_set(const uint32_t *group_of, unsigned set, size_t count[SAMPLES],
                      size_t first[SAMPLES])
{
    for (size_t i = 0; i < SAMPLES; i++)
        count[i] = first[i] = 0;
    for (size_t i = SAMPLES; i-- > 0;)
        if (set >> i & 1 && group_of[i] != NONE) {
            count[group_of[i]]++;
            first[group_of[i]] = i;
        }
}

static double majority_of(const uint32_t *group_of, unsigned set, size_t n)
{
    size_t count[SAMPLES], first[SAMPLES], most = 0, with_most = 0;

    (void)n;
    count_set(group_of, set, count, first);
    for (size_t i = 0; i < SAMPLES; i++)
        most = count[i] > most ? count[i] : most;
    for (size_t i = 0; i < SAMPLES; i++)
        with_most += count[i] == most;
    return most > 0 && count[0] == most ? 1.0 / (double)with_most : 0;
}

/* Takes groups one after the other, as the rule says. */
static double clustered_of(const uint32_t *group_of, unsigned set, size_t n)
{
    size_t count[SAMPLES], first[SAMPLES];

    count_set(group_of, set, count, first);
    for (; n > 0; n--) {
        size_t best = 0;

        for (size_t i = 1; i < SAMPLES; i++)
            if (count[i] > count[best] || (count[i] == count[best] && first[i] < first[best]))
                best = i;
        if (count[best] == 0)
            return 0;
        if (best == 0)
            return 1;
        count[best] = 0;
    }
    return 0;
}

static double enumerate(const uint32_t *group_of, size_t n, size_t k,
                        double (*rule)(const uint32_t *, unsigned, size_t))
{
    double won = 0, sets = 0;

    for (unsigned set = 0; set < 1u << SAMPLES; set++)
        if ((size_t)__builtin_popcount(set) == k) {
            sets++;
            won += rule(group_of, set, n);
        }
    return won / sets;
}

/* One sample, and all of them, need no draws; else five standard errors of a thousand, at most 1/2 each. */
static void compare(double found, double wanted, size_t k)
{
    double off = k == 1 || k == SAMPLES ? 1e-12 : 5 * 0.5 / sqrt(1000);

    assert_true(fabs(found - wanted) <= off);
}

static void maj_at_k_is_that_of_all_choices(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ballots / sizeof *ballots; i++) {
        struct ballot ballot = {ballots[i].group_of, SAMPLES, ballots[i].groups};

        for (size_t k = 1; k <= SAMPLES; k++)
            compare(ballot_majority(&ballot, k, SEED),
                    enumerate(ballots[i].group_of, 1, k, majority_of), k);
    }
}

static void clustered_n_at_k_is_that_of_all_choices(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ballots / sizeof *ballots; i++) {
        struct ballot ballot = {ballots[i].group_of, SAMPLES, ballots[i].groups};

        for (size_t k = 1; k <= SAMPLES; k++)
            for (size_t n = 1; n <= 4; n++)
                compare(ballot_clustered(&ballot, n, k, SEED),
                        enumerate(ballots[i].group_of, n, k, clustered_of), k);
    }
}

static void the_seed_alone_decides(void **state)
{
    struct ballot ballot = {ballots[4].group_of, SAMPLES, ballots[4].groups};
    double first = ballot_majority(&ballot, 4, SEED);

    (void)state;
    assert_true(ballot_majority(&ballot, 4, SEED) == first);
    assert_true(ballot_majority(&ballot, 4, SEED + 1) != first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maj_at_k_is_that_of_all_choices),
        cmocka_unit_test(clustered_n_at_k_is_that_of_all_choices),
        cmocka_unit_test(the_seed_alone_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
