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
static double plain_votes(const struct vote_cell *cells, const double *weights,
                          const double *stands_for, size_t survivor)
{
    double sum = 0, trust = 0;

    for (size_t i = 0; i < INPUTS; i++) {
        const struct vote_cell *own = &cells[survivor * INPUTS + i];
        double agree = 0, all = 0, well = 0;

        if (!own->was_run)
            continue;
        for (size_t s = 0; s < SURVIVORS; s++) {
            if (!cells[s * INPUTS + i].was_run)
                continue;
            all += weights[s];
            well += cells[s * INPUTS + i].ended_well ? weights[s] : 0;
            if (hash_equal(cells[s * INPUTS + i].outcome, own->outcome))
                agree += weights[s];
        }
        sum += stands_for[i] * well / all * (own->ended_well ? agree / all : -VOTE_FAILURE);
        trust += stands_for[i] * well / all;
    }
    return trust > 0 ? sum / trust : 0;
}

static void votes_are_the_weighted_mean_share_that_agrees(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    for (int n = 0; n < 2000; n++) {
        struct vote_cell cells[SURVIVORS * INPUTS];
        double weights[SURVIVORS], stands_for[INPUTS], votes[SURVIVORS];
        const struct vote_matrix matrix = {cells, stands_for, SURVIVORS, INPUTS};

        for (size_t i = 0; i < SURVIVORS * INPUTS; i++) {
            uint64_t outcome = rng_below(&rng, 4);

            cells[i] = (struct vote_cell){.outcome = {outcome, outcome / 2},
                                          .was_run = rng_below(&rng, 5) > 0,
                                          .ended_well = outcome > 0};
        }
        for (size_t s = 0; s < SURVIVORS; s++)
            weights[s] = (double)(1 + rng_below(&rng, 5));
        for (size_t i = 0; i < INPUTS; i++)
            stands_for[i] = (double)(1 + rng_below(&rng, 3));
        assert_int_equal(vote_count(&matrix, weights, votes, NULL), 0);
        for (size_t s = 0; s < SURVIVORS; s++)
            assert_true(fabs(votes[s] - plain_votes(cells, weights, stands_for, s)) < 1e-12);
    }
}

static void runs_that_failed_agree_with_nobody(void **state)
{
    const struct vote_cell cells[] = {
        {{1, 1}, true, false}, {{1, 1}, true, false}, {{2, 2}, true, true}};
    const struct vote_matrix matrix = {cells, NULL, 3, 1};
    const double weights[] = {1, 1, 2};
    double votes[3];

    (void)state;
    assert_int_equal(vote_count(&matrix, weights, votes, NULL), 0);
    assert_true(votes[0] == -VOTE_FAILURE && votes[1] == -VOTE_FAILURE);
    assert_true(votes[2] == 0.5);
}

/* Two against one on the first input, where one of four fails; one against two on the second, where half fail. */
static void an_input_on_which_more_fail_counts_less(void **state)
{
    const struct vote_cell cells[] = {
        {{1, 1}, true, true}, {{3, 3}, true, true}, {{1, 1}, true, true},  {{9, 9}, true, false},
        {{2, 2}, true, true}, {{4, 4}, true, true}, {{9, 9}, true, false}, {{9, 9}, true, false}};
    const struct vote_matrix matrix = {cells, NULL, 4, 2};
    const double weights[] = {1, 1, 1, 1};
    double votes[4];

    (void)state;
    assert_int_equal(vote_count(&matrix, weights, votes, NULL), 0);
    /* 0.75 × 0.5 and 0.5 × 0.25, of 1.25 */
    assert_true(fabs(votes[0] - 0.4) < 1e-12);
}

static void an_input_on_which_all_fail_does_not_count(void **state)
{
    const struct vote_cell cells[] = {{{9, 9}, true, false}, {{9, 9}, true, false}};
    const struct vote_matrix matrix = {cells, NULL, 2, 1};
    const double weights[] = {1, 1};
    double votes[] = {7, 7};

    (void)state;
    assert_int_equal(vote_count(&matrix, weights, votes, NULL), 0);
    assert_true(votes[0] == 0 && votes[1] == 0);
}

static void without_inputs_nobody_has_votes(void **state)
{
    const struct vote_matrix none = {NULL, NULL, 2, 0};
    const double weights[] = {3, 1};
    double votes[2] = {7, 7};

    (void)state;
    assert_int_equal(vote_count(&none, weights, votes, NULL), 0);
    assert_true(votes[0] == 0 && votes[1] == 0);
}

static void by_root_a_cluster_weighs_the_root_of_its_size(void **state)
{
    const size_t members[] = {0, 2, 1};
    const struct cluster clusters[] = {{.members = members, .count = 2, .size = 9},
                                       {.members = members + 2, .count = 1, .size = 1}};
    const uint64_t copies[] = {6, 1, 3};
    double weights[3];

    (void)state;
    votes_by_root(clusters, 2, copies, weights);
    assert_true(weights[0] == 2 && weights[1] == 1 && weights[2] == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(votes_are_the_weighted_mean_share_that_agrees),
        cmocka_unit_test(runs_that_failed_agree_with_nobody),
        cmocka_unit_test(an_input_on_which_more_fail_counts_less),
        cmocka_unit_test(an_input_on_which_all_fail_does_not_count),
        cmocka_unit_test(without_inputs_nobody_has_votes),
        cmocka_unit_test(by_root_a_cluster_weighs_the_root_of_its_size),
    };

    return cmocka_run_group_tests_name("vote", tests, NULL, NULL);
}
