/* SPDX-License-Identifier: MIT */
#include "base/rng.h"
#include "select/agreement.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

enum { SURVIVORS = 9, TESTS = 4, MATRICES = 3000 };

struct votes {
    bool passes[SURVIVORS * TESTS];
    uint64_t weights[SURVIVORS], copies[TESTS];
};

static const bool *row_of(const struct votes *v, size_t survivor)
{
    return v->passes + survivor * TESTS;
}

static bool same_row(const struct votes *v, size_t a, size_t b)
{
    return memcmp(row_of(v, a), row_of(v, b), TESTS * sizeof(bool)) == 0;
}

static double log_beta(double a, double b)
{
    return lgamma(a) + lgamma(b) - lgamma(a + b);
}

static double plain_tests(const struct votes *v, size_t survivor)
{
    double sum = 0;

    for (size_t t = 0; t < TESTS; t++)
        sum += row_of(v, survivor)[t] ? (double)v->copies[t] : 0;
    return sum;
}

static double plain_codet(const struct votes *v, size_t survivor)
{
    double alike = 0;

    for (size_t s = 0; s < SURVIVORS; s++)
        alike += same_row(v, s, survivor) ? (double)v->weights[s] : 0;
    return sqrt(alike) * plain_tests(v, survivor);
}

/* The definition, cell by cell, each as often as its program and its test were written. */
static double plain_b4(const struct votes *v, size_t survivor)
{
    double set = 0, others = 0, tests = 0, other_tests = 0;
    double passed_in = 0, failed_in = 0, passed_out = 0, failed_out = 0;

    for (size_t s = 0; s < SURVIVORS; s++)
        *(same_row(v, s, survivor) ? &set : &others) += (double)v->weights[s];
    for (size_t t = 0; t < TESTS; t++) {
        bool inside = row_of(v, survivor)[t];

        *(inside ? &tests : &other_tests) += (double)v->copies[t];
        for (size_t s = 0; s < SURVIVORS; s++) {
            double cells = (double)v->weights[s] * (double)v->copies[t];
            bool passed = row_of(v, s)[t];

            if (same_row(v, s, survivor))
                continue;
            if (inside)
                *(passed ? &passed_in : &failed_in) += cells;
            else
                *(passed ? &passed_out : &failed_out) += cells;
        }
    }
    return log_beta(set + 1e3, others + 1) + log_beta(tests + 1e3, other_tests + 1) +
           log_beta(passed_in + 1, failed_in + 1) + log_beta(passed_out + 1, failed_out + 1e4);
}

static const struct {
    enum agreement_rule rule;
    double (*score)(const struct votes *v, size_t survivor);
} plain[] = {
    {AGREEMENT_MAXPASS, plain_tests}, {AGREEMENT_CODET, plain_codet}, {AGREEMENT_B4, plain_b4}};

static void random_votes(struct votes *v, struct rng *rng)
{
    for (size_t i = 0; i < SURVIVORS * TESTS; i++)
        v->passes[i] = rng_below(rng, 3) > 0;
    for (size_t s = 0; s < SURVIVORS; s++)
        v->weights[s] = 1 + rng_below(rng, 3);
    for (size_t t = 0; t < TESTS; t++)
        v->copies[t] = 1 + rng_below(rng, 2);
}

/* Scores are sums in another order than the reference's: near ones may be equal. */
static void sets_stand_in_the_order_of_their_scores(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 7, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct votes v;
        struct err err = {0};
        size_t ranks[SURVIVORS];
        const struct agreement agreement = {v.passes, v.copies, TESTS};

        random_votes(&v, &rng);
        for (size_t r = 0; r < sizeof plain / sizeof *plain; r++) {
            assert_int_equal(
                agreement_rank(&agreement, plain[r].rule, v.weights, SURVIVORS, ranks, &err), 0);
            for (size_t a = 0; a < SURVIVORS; a++)
                for (size_t b = 0; b < SURVIVORS; b++) {
                    double more = plain[r].score(&v, a) - plain[r].score(&v, b);

                    if (more > 1e-9)
                        assert_true(ranks[a] < ranks[b]);
                    if (same_row(&v, a, b))
                        assert_int_equal(ranks[a], ranks[b]);
                }
        }
    }
}

/* sqrt(4) × 3 is sqrt(9) × 2: one set for CodeT, as in its code. */
static void equal_scores_are_one_set(void **state)
{
    struct votes v = {.weights = {4, 9, 1, 1, 1, 1, 1, 1, 1}, .copies = {1, 1, 1, 1}};
    const struct agreement agreement = {v.passes, v.copies, TESTS};
    size_t ranks[SURVIVORS];
    struct err err = {0};

    (void)state;
    v.passes[0] = v.passes[1] = v.passes[2] = true;
    v.passes[TESTS] = v.passes[TESTS + 3] = true;
    assert_int_equal(agreement_rank(&agreement, AGREEMENT_CODET, v.weights, SURVIVORS, ranks, &err),
                     0);
    assert_int_equal(ranks[0], 0);
    assert_int_equal(ranks[1], 0);
    assert_true(ranks[2] > 0);
}

static void without_survivors_or_tests_there_is_nothing_to_rank(void **state)
{
    const uint64_t weights[] = {1, 2};
    const struct agreement agreement = {NULL, NULL, 0};
    const bool none = false;
    const struct agreement no_tests = {&none, NULL, 0};
    size_t ranks[2] = {7, 7};
    struct err err = {0};

    (void)state;
    assert_int_equal(agreement_rank(&agreement, AGREEMENT_B4, weights, 0, ranks, &err), 0);
    assert_int_equal(ranks[0], 7);
    assert_int_equal(agreement_rank(&no_tests, AGREEMENT_CODET, weights, 2, ranks, &err), 0);
    assert_int_equal(ranks[0], 0);
    assert_int_equal(ranks[1], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_stand_in_the_order_of_their_scores),
        cmocka_unit_test(equal_scores_are_one_set),
        cmocka_unit_test(without_survivors_or_tests_there_is_nothing_to_rank),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
