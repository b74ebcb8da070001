/* SPDX-License-Identifier: MIT */
/* pass@k, pass^k and n@k against the enumeration of all choices, and the intervals. */
#include "eval/result/estimate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <math.h>
#include <string.h>
#include <cmocka.h>

enum { SAMPLES_MAX = 8 };

/* Samples as bits: the lowest `right` are right, the lowest `survivors` pass the examples. */
static unsigned low_bits(size_t count)
{
    return (1u << count) - 1;
}

static double share(double part, double all)
{
    return all > 0 ? part / all : 0;
}

static double enumerate_pass(struct tally tally, size_t k, bool all)
{
    unsigned right = low_bits(tally.right);
    double solved = 0, sets = 0;

    for (unsigned set = 0; set < 1u << tally.samples; set++) {
        if ((size_t)__builtin_popcount(set) != k)
            continue;
        sets++;
        solved += all ? (set & right) == set : (set & right) != 0;
    }
    return share(solved, sets);
}

/* Of the survivors in a set, each choice of n (or of all, if they are fewer). */
static double enumerate_choices(unsigned survivors, unsigned right, size_t n)
{
    size_t there = (size_t)__builtin_popcount(survivors), take = there < n ? there : n;
    double solved = 0, choices = 0;

    for (unsigned choice = 0; choice <= survivors; choice++) {
        if ((choice & survivors) != choice || (size_t)__builtin_popcount(choice) != take)
            continue;
        choices++;
        solved += (choice & right) != 0;
    }
    return share(solved, choices);
}

static double enumerate_submitting(struct tally tally, size_t n, size_t k)
{
    double solved = 0, sets = 0;

    for (unsigned set = 0; set < 1u << tally.samples; set++) {
        if ((size_t)__builtin_popcount(set) != k)
            continue;
        sets++;
        solved += enumerate_choices(set & low_bits(tally.survivors), low_bits(tally.right), n);
    }
    return share(solved, sets);
}

static void near(double found, double wanted, struct tally tally, size_t n, size_t k)
{
    if (fabs(found - wanted) > 1e-12)
        fail_msg("%zu samples, %zu survivors, %zu right, n %zu, k %zu: %.17g, not %.17g",
                 tally.samples, tally.survivors, tally.right, n, k, found, wanted);
}

static void formulas_are_the_mean_over_all_choices(void **state)
{
    (void)state;
    for (size_t samples = 1; samples <= SAMPLES_MAX; samples++)
        for (size_t survivors = 0; survivors <= samples; survivors++)
            for (size_t right = 0; right <= survivors; right++)
                for (size_t k = 1; k <= samples; k++) {
                    struct tally tally = {samples, right, survivors};

                    near(estimate_pass_at(tally, k), enumerate_pass(tally, k, false), tally, k, k);
                    near(estimate_pass_all(tally, k), enumerate_pass(tally, k, true), tally, k, k);
                    for (size_t n = 1; n <= k; n++)
                        near(estimate_submitting(tally, n, k), enumerate_submitting(tally, n, k),
                             tally, n, k);
                }
}

static void as_many_submissions_as_samples_are_pass_at_k(void **state)
{
    struct tally large = {100000, 31, 4000};

    (void)state;
    for (size_t k = 1; k <= 10; k++)
        assert_true(fabs(estimate_ten_at(large, k) - estimate_pass_at(large, k)) < 1e-9);
    assert_true(estimate_ten_at(large, 10000) < estimate_pass_at(large, 10000));
    assert_true(estimate_ten_at(large, 10000) > estimate_one_at(large, 10000));
    assert_true(fabs(estimate_one_at((struct tally){1000, 5, 5}, 1000) - 1) < 1e-9);
    assert_true(estimate_one_at((struct tally){1000, 0, 0}, 1000) == 0);
}

static void a_difference_is_drawn_in_pairs(void **state)
{
    struct tally ours[20], theirs[20];
    struct estimate one, difference;

    (void)state;
    for (size_t i = 0; i < 20; i++) {
        ours[i] = (struct tally){10, i % 10 + 1, 10};
        theirs[i] = (struct tally){10, i % 10, 10};
    }
    assert_true(estimate_over_tasks(ours, 20, estimate_pass_at, 1, 1, &one));
    assert_true(one.low < one.value && one.value < one.high);
    assert_true(estimate_difference(ours, theirs, 20, estimate_pass_at, 1, 1, &difference));
    assert_true(fabs(difference.value - 0.1) < 1e-12);
    assert_true(fabs(difference.low - 0.1) < 1e-12 && fabs(difference.high - 0.1) < 1e-12);
    theirs[7].samples = 0;
    assert_false(estimate_difference(ours, theirs, 20, estimate_pass_at, 1, 1, &difference));
    assert_false(estimate_over_tasks(ours, 20, estimate_pass_at, 11, 1, &one));
    assert_false(estimate_over_tasks(ours, 0, estimate_pass_at, 1, 1, &one));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formulas_are_the_mean_over_all_choices),
        cmocka_unit_test(as_many_submissions_as_samples_are_pass_at_k),
        cmocka_unit_test(a_difference_is_drawn_in_pairs),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
