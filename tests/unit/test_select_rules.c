/* SPDX-License-Identifier: MIT */
/* What each rule orders clusters and survivors by, on small pools. */
#include "select/trial.h"

#include "tests/unit/picks.h"

#include <math.h>

/* All that can be picked, by the clusters they are from. */
static void assert_clusters_picked(const struct select_pool *pool, enum select_rule rule,
                                   const size_t *expected, size_t count)
{
    cleanup_picks struct picks p = pick(pool, rule, 1, SIZE_MAX);

    assert_int_equal(p.count, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(p.list[i].cluster, expected[i]);
}

/* Each pick costs its cluster SELECT_TRIED; without a score a sample is worth its vote, failures cost. */
static void ioi_goes_back_to_a_cluster_that_is_still_worth_more(void **state)
{
    const size_t members[] = {0, 1, 2, 3, 4};
    const uint64_t weights[] = {1, 3, 1, 1, 1}, first[] = {0, 1, 2, 3, 4};
    const double votes[] = {0.9, 0.9, 0.9, 0.7, 0.3}, failures[] = {0, 0, 0, 0, 0};
    const double scores[] = {0.1, 0.5, (double)NAN, 0.8, 0.9}, failing[] = {0, 0, 0, 1, 0.5};
    const struct cluster clusters[] = {
        {.members = members, .count = 3, .size = 5, .finished = true},
        {.members = members + 3, .count = 1, .size = 1, .first = 3, .finished = true},
        {.members = members + 4, .count = 1, .size = 1, .first = 4, .finished = true}};
    struct select_pool pool = {.clusters = clusters,
                               .cluster_count = 3,
                               .weights = weights,
                               .first = first,
                               .votes = votes,
                               .failures = failures};
    const size_t by_vote[] = {0, 1, 0, 0, 2};  /* 0.9, 0.7, 0.65, 0.4, 0.3 */
    const size_t by_score[] = {2, 0, 1, 0, 0}; /* 0.65, 0.5, 0.3, 0.25, 0 */

    (void)state;
    assert_clusters_picked(&pool, SELECT_IOI, by_vote, COUNT(by_vote));
    pool.scores = scores;
    pool.failures = failing;
    assert_clusters_picked(&pool, SELECT_IOI, by_score, COUNT(by_score));
}

/* Survivors 0 and 3 pass two tests, but not the same; 1 passes one, 2 none. */
static void tests_make_the_groups(void **state)
{
    const size_t members[] = {0, 1, 2, 3};
    const uint64_t weights[] = {1, 1, 1, 1}, first[] = {0, 1, 2, 3}, copies[] = {1, 1, 1};
    const bool passes[] = {true,  true,  false, true,  false, false,
                           false, false, false, false, true,  true};
    const double scores[] = {0.1, 0.2, 0.3, 0.4};
    const struct cluster clusters[] = {
        {.members = members, .count = 4, .size = 4, .finished = true}};
    const struct select_pool pool = {.clusters = clusters,
                                     .cluster_count = 1,
                                     .weights = weights,
                                     .first = first,
                                     .scores = scores,
                                     .agreement = {passes, copies, 3}};
    const size_t expected[] = {3, 0, 1, 2}; /* the best score first */

    (void)state;
    cleanup_picks struct picks p = pick(&pool, SELECT_MAXPASS, 1, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(p.list[i].survivor, expected[i]);
    /* In turn: {0, 3}, {1}, {2}, and round again. */
    const size_t in_turn[] = {3, 1, 2, 0};
    cleanup_picks struct picks q = pick(&pool, SELECT_CODET, 1, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(q.list[i].survivor, in_turn[i]);
}

static void votes_order_the_clusters_and_sizes_break_ties(void **state)
{
    const size_t members[] = {0, 1, 2, 3};
    const uint64_t weights[] = {1, 1, 1, 1}, first[] = {0, 1, 2, 3};
    const double votes[] = {0.25, 0.25, 0.5, 0.25};
    const struct cluster clusters[] = {
        {.members = members, .count = 2, .size = 2, .finished = true},
        {.members = members + 2, .count = 1, .size = 1, .first = 2, .finished = true},
        {.members = members + 3, .count = 1, .size = 1, .first = 3, .finished = true}};
    const struct select_pool pool = {.clusters = clusters,
                                     .cluster_count = 3,
                                     .weights = weights,
                                     .first = first,
                                     .votes = votes};
    const size_t expected[] = {1, 0, 2, 0};

    (void)state;
    assert_clusters_picked(&pool, SELECT_VOTE, expected, COUNT(expected));
}

static void picks_after_the_first_go_by_their_later_votes(void **state)
{
    const size_t members[] = {0, 1, 2};
    const uint64_t weights[] = {1, 1, 1}, first[] = {0, 1, 2};
    const double votes[] = {0.5, 0.4, 0.3}, later[] = {0.1, 0.2, 0.6};
    const struct cluster clusters[] = {
        {.members = members, .count = 1, .size = 1, .finished = true},
        {.members = members + 1, .count = 1, .size = 1, .first = 1, .finished = true},
        {.members = members + 2, .count = 1, .size = 1, .first = 2, .finished = true}};
    const struct select_pool pool = {.clusters = clusters,
                                     .cluster_count = 3,
                                     .weights = weights,
                                     .first = first,
                                     .votes = votes,
                                     .later_votes = later};
    const size_t expected[] = {0, 2, 1};

    (void)state;
    assert_clusters_picked(&pool, SELECT_VOTE, expected, COUNT(expected));
}

static void lever_adds_up_the_scores_of_a_cluster(void **state)
{
    const size_t members[] = {0, 1, 2, 3};
    const uint64_t weights[] = {9, 1, 1, 1}, first[] = {0, 1, 2, 3};
    const double chances[] = {0.3, 0.25, 0.2, 0.2}, logarithms[] = {-1, -3, -2, (double)NAN};
    const struct cluster clusters[] = {
        {.members = members, .count = 1, .size = 9, .finished = true},
        {.members = members + 1, .count = 3, .size = 3, .first = 1, .finished = true}};
    struct select_pool pool = {.clusters = clusters,
                               .cluster_count = 2,
                               .weights = weights,
                               .first = first,
                               .scores = chances};

    (void)state;
    cleanup_picks struct picks a = pick(&pool, SELECT_LEVER, 0, 1);
    assert_int_equal(a.list[0].survivor, 1); /* 0.65 against 0.3; the best of its cluster */
    pool.scores = logarithms;
    cleanup_picks struct picks b = pick(&pool, SELECT_LEVER, 0, 2);
    assert_int_equal(b.list[0].survivor, 0); /* 0.37 against 0.19 */
    assert_int_equal(b.list[1].survivor, 2);
    pool.scores = NULL;
    cleanup_picks struct picks c = pick(&pool, SELECT_LEVER, 0, 1);
    assert_int_equal(c.list[0].cluster, 0);
}

/* Clusters of one in their order, of which the second is right; scores choose another one first. */
static void a_trial_counts_how_often_the_first_picks_solve(void **state)
{
    const size_t members[] = {0, 1, 2};
    const uint64_t weights[] = {3, 2, 1}, first[] = {0, 1, 2};
    const double scores[] = {0.1, 0.2, 0.3};
    const struct cluster clusters[] = {
        {.members = members, .count = 1, .size = 3, .finished = true},
        {.members = members + 1, .count = 1, .size = 2, .first = 1, .finished = true},
        {.members = members + 2, .count = 1, .size = 1, .first = 2, .finished = true}};
    const struct select_pool pool = {.clusters = clusters,
                                     .cluster_count = 3,
                                     .weights = weights,
                                     .first = first,
                                     .scores = scores};
    const bool right[] = {false, true, false}, wrong[] = {false, false, false};
    const unsigned ks[] = {2, 1, 10};
    struct select_trial trial = {.right = right, .seed = 5, .seeds = 300, .ks = ks, .k_count = 3};
    double solved[3];

    (void)state;
    assert_int_equal(select_solves(&pool, SELECT_CLUSTER, &trial, solved, NULL), 0);
    assert_true(solved[0] == 1 && solved[1] == 0 && solved[2] == 1);
    assert_int_equal(select_solves(&pool, SELECT_RANDOM, &trial, solved, NULL), 0);
    assert_true(solved[1] > 0.25 && solved[1] < 0.42 && solved[0] > solved[1] && solved[2] == 1);
    trial.right = wrong;
    assert_int_equal(select_solves(&pool, SELECT_LEVER, &trial, solved, NULL), 0);
    assert_true(solved[0] == 0 && solved[1] == 0 && solved[2] == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ioi_goes_back_to_a_cluster_that_is_still_worth_more),
        cmocka_unit_test(tests_make_the_groups),
        cmocka_unit_test(votes_order_the_clusters_and_sizes_break_ties),
        cmocka_unit_test(picks_after_the_first_go_by_their_later_votes),
        cmocka_unit_test(lever_adds_up_the_scores_of_a_cluster),
        cmocka_unit_test(a_trial_counts_how_often_the_first_picks_solve),
    };

    return cmocka_run_group_tests_name("select rules", tests, NULL, NULL);
}
