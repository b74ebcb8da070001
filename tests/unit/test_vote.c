/* SPDX-License-Identifier: MIT */
#include "base/rng.h"
#include "select/vote.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { SURVIVORS = 7, INPUTS = 5 };

/* The definition, pair by pair. */
static double plain_votes(const struct vote_cell *cells, const uint64_t *weights, size_t survivor)
{
    double sum = 0;
    size_t runs = 0;

    for (size_t i = 0; i < INPUTS; i++) {
        const struct vote_cell *own = &cells[survivor * INPUTS + i];
        uint64_t agree = 0, all = 0;

        if (!own->was_run)
            continue;
        runs++;
        for (size_t s = 0; s < SURVIVORS; s++) {
            if (!cells[s * INPUTS + i].was_run)
                continue;
            all += weights[s];
            if (hash_equal(cells[s * INPUTS + i].outcome, own->outcome))
                agree += weights[s];
        }
        sum += own->ended_well ? (double)agree / (double)all : -VOTE_FAILURE;
    }
    return runs > 0 ? sum / (double)runs : 0;
}

static void votes_are_the_mean_share_that_agrees(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    for (int n = 0; n < 2000; n++) {
        struct vote_cell cells[SURVIVORS * INPUTS];
        uint64_t weights[SURVIVORS];
        double votes[SURVIVORS];

        for (size_t i = 0; i < SURVIVORS * INPUTS; i++) {
            uint64_t outcome = rng_below(&rng, 4);

            cells[i] =
                (struct vote_cell){.outcome = {outcome, outcome / 2}, .ended_well = outcome > 0};
        }
        for (size_t s = 0; s < SURVIVORS; s++)
            weights[s] = 1 + rng_below(&rng, 5);
        assert_int_equal(vote_count(cells, weights, SURVIVORS, INPUTS, votes, NULL), 0);
        for (size_t s = 0; s < SURVIVORS; s++)
            assert_true(fabs(votes[s] - plain_votes(cells, weights, s)) < 1e-12);
    }
}

static void runs_that_failed_agree_with_nobody(void **state)
{
    const struct vote_cell cells[] = {
        {{1, 1}, true, false}, {{1, 1}, true, false}, {{2, 2}, true, true}};
    const uint64_t weights[] = {1, 1, 2};
    double votes[3];

    (void)state;
    assert_int_equal(vote_count(cells, weights, 3, 1, votes, NULL), 0);
    assert_true(votes[0] == -VOTE_FAILURE && votes[1] == -VOTE_FAILURE);
    assert_true(votes[2] == 0.5);
}

static void without_inputs_nobody_has_votes(void **state)
{
    const uint64_t weights[] = {3, 1};
    double votes[2] = {7, 7};

    (void)state;
    assert_int_equal(vote_count(NULL, weights, 2, 0, votes, NULL), 0);
    assert_true(votes[0] == 0 && votes[1] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(votes_are_the_mean_share_that_agrees),
        cmocka_unit_test(runs_that_failed_agree_with_nobody),
        cmocka_unit_test(without_inputs_nobody_has_votes),
    };

    return cmocka_run_group_tests_name("vote", tests, NULL, NULL);
}
