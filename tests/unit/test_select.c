/* SPDX-License-Identifier: MIT */
#include "select/select.h"

#include "tests/unit/matrix.h"
#include "tests/unit/picks.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { MATRICES = 3000, SEEDS = 20000 };

static const enum select_rule rules[] = {SELECT_VOTE,  SELECT_CLUSTER, SELECT_SCORE,
                                         SELECT_LEVER, SELECT_IOI,     SELECT_MAXPASS,
                                         SELECT_CODET, SELECT_B4,      SELECT_RANDOM};
static const size_t wanted[] = {0, 1, 2, 3, 10, MATRIX_ROWS, MATRIX_ROWS + 1, SIZE_MAX};

static void release_refine(struct refine **r)
{
    refine_free(*r);
}
#define cleanup_refine cleanup_with(release_refine)

static struct select_pool pool_of(const struct matrix *m, const struct plain_clusters *plain,
                                  const double *scores)
{
    return (struct select_pool){.clusters = plain->clusters,
                                .cluster_count = plain->count,
                                .weights = m->weights,
                                .first = m->first,
                                .scores = scores};
}

static void assert_same_picks(const struct picks *a, const struct picks *b)
{
    assert_int_equal(a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        assert_int_equal(a->list[i].survivor, b->list[i].survivor);
        assert_int_equal(a->list[i].cluster, b->list[i].cluster);
    }
}

/* Few different values, so that ties are common; some absent, some infinite. */
static void random_scores(double *scores, uint64_t absent_percent, struct rng *rng)
{
    static const double values[] = {-INFINITY, -12.5, -0.0, 0.0, 1e-300, 3, INFINITY};

    for (size_t s = 0; s < MATRIX_ROWS; s++)
        scores[s] = rng_below(rng, 100) < absent_percent ? (double)NAN
                                                         : values[rng_below(rng, COUNT(values))];
}

/* The clusters' turns: round after round, each that has members left, in order. */
static void assert_turns(const struct plain_clusters *plain, const struct picks *p)
{
    size_t next = 0;

    for (size_t round = 0; next < p->count; round++)
        for (size_t c = 0; c < plain->count && next < p->count; c++)
            if (plain->clusters[c].count > round)
                assert_int_equal(p->list[next++].cluster, c);
}

static void assert_distinct_members(const struct plain_clusters *plain, const struct picks *p)
{
    bool picked[MATRIX_ROWS] = {false};

    for (size_t i = 0; i < p->count; i++) {
        const struct cluster *cluster = &plain->clusters[p->list[i].cluster];
        bool found = false;

        assert_false(picked[p->list[i].survivor]);
        picked[p->list[i].survivor] = true;
        for (size_t j = 0; j < cluster->count; j++)
            found |= cluster->members[j] == p->list[i].survivor;
        assert_true(found);
    }
}

static void clusters_take_turns_and_no_program_is_picked_twice(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;
        double scores[MATRIX_ROWS];
        size_t k = wanted[rng_below(&rng, COUNT(wanted))];

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        random_scores(scores, 30, &rng);
        for (size_t i = 0; i < COUNT(rules); i++) {
            struct select_pool pool = pool_of(&m, &plain, scores);
            cleanup_picks struct picks p = pick(&pool, rules[i], n, k);

            assert_int_equal(p.count, k < m.survivors ? k : m.survivors);
            assert_distinct_members(&plain, &p);
            if (rules[i] == SELECT_VOTE || rules[i] == SELECT_CLUSTER || rules[i] == SELECT_SCORE)
                assert_turns(&plain, &p);
        }
    }
}

/* The best remaining member of a cluster by score: a plain reference. */
static size_t plain_best(const struct cluster *cluster, const double *scores, const bool *picked)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < cluster->count; i++) {
        size_t s = cluster->members[i]; /* by ascending index: a tie stays with the earlier */

        if (!picked[s] && !isnan(scores[s]) && (best == SIZE_MAX || scores[s] > scores[best]))
            best = s;
    }
    return best;
}

static void the_best_score_left_in_the_cluster_is_picked(void **state)
{
    struct rng rng;
    size_t unscored = 0;

    (void)state;
    rng_init(&rng, 2, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;
        double scores[MATRIX_ROWS];
        bool picked[MATRIX_ROWS] = {false};

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        random_scores(scores, n % 3 * 25, &rng);
        struct select_pool pool = pool_of(&m, &plain, scores);
        cleanup_picks struct picks p =
            pick(&pool, SELECT_SCORE, n, wanted[rng_below(&rng, COUNT(wanted))]);

        for (size_t i = 0; i < p.count; i++) {
            size_t s = p.list[i].survivor;
            size_t best = plain_best(&plain.clusters[p.list[i].cluster], scores, picked);

            if (best == SIZE_MAX)
                unscored += isnan(scores[s]) != 0;
            else
                assert_int_equal(s, best);
            picked[s] = true;
        }
    }
    assert_true(unscored > MATRICES);
}

static void without_scores_the_score_rule_is_the_cluster_rule(void **state)
{
    struct rng rng;
    double none[MATRIX_ROWS];

    (void)state;
    rng_init(&rng, 3, 0);
    random_scores(none, 100, &rng);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        struct select_pool absent = pool_of(&m, &plain, none);
        struct select_pool null = pool_of(&m, &plain, NULL);
        cleanup_picks struct picks a = pick(&absent, SELECT_SCORE, n, SIZE_MAX);
        cleanup_picks struct picks b = pick(&null, SELECT_SCORE, n, SIZE_MAX);
        cleanup_picks struct picks c = pick(&null, SELECT_CLUSTER, n, SIZE_MAX);

        assert_same_picks(&a, &c);
        assert_same_picks(&b, &c);
    }
}

/* Picking k survivors needs only the first k clusters, which refinement settles. */
static void stopping_early_does_not_change_the_picks(void **state)
{
    struct rng rng;
    uint64_t saved = 0;

    (void)state;
    rng_init(&rng, 4, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;
        double scores[MATRIX_ROWS];
        size_t k = wanted[rng_below(&rng, COUNT(wanted))];

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        random_scores(scores, 30, &rng);
        cleanup_refine struct refine *r = matrix_refine(&m, k, NULL);
        struct select_pool full = pool_of(&m, &plain, scores), early = full;

        early.clusters = refine_clusters(r, &early.cluster_count);
        for (size_t i = 0; i < COUNT(rules); i++) {
            if (rules[i] == SELECT_VOTE ||
                select_needs_clusters(rules[i])) /* they need all clusters */
                continue;
            cleanup_picks struct picks a = pick(&early, rules[i], n, k);
            cleanup_picks struct picks b = pick(&full, rules[i], n, k);

            assert_int_equal(a.count, b.count);
            for (size_t j = 0; j < a.count; j++) {
                assert_int_equal(a.list[j].survivor, b.list[j].survivor);
                assert_true(rules[i] == SELECT_RANDOM || /* whose cluster may yet be unsettled */
                            (a.list[j].cluster == b.list[j].cluster &&
                             early.clusters[a.list[j].cluster].finished));
            }
        }
        saved += refine_cost(r).saved;
    }
    assert_true(saved > 0);
}

static void a_cluster_that_may_split_is_not_picked_from(void **state)
{
    const size_t members[] = {0, 1, 2, 3};
    const uint64_t weights[] = {1, 1, 1, 1}, first[] = {0, 1, 2, 3};
    const struct cluster clusters[] = {
        {.members = members, .count = 2, .size = 2, .first = 0, .inputs_run = 5, .finished = true},
        {.members = members + 2, .count = 2, .size = 2, .first = 2, .inputs_run = 3}};
    struct select_pool pool = {
        .clusters = clusters, .cluster_count = 2, .weights = weights, .first = first};
    struct select_pick *untouched = (struct select_pick *)&pool, *list = untouched;
    size_t count = 77;
    struct err err;

    (void)state;
    cleanup_picks struct picks one = pick(&pool, SELECT_CLUSTER, 0, 1);
    cleanup_picks struct picks any = pick(&pool, SELECT_RANDOM, 0, 4);
    assert_int_equal(one.count, 1);
    assert_int_equal(any.count, 4);
    assert_int_equal(select_picks(&pool, SELECT_SCORE, 0, 2, &list, &count, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
    assert_string_equal(err.msg, "selecting 2: cluster 2 of 2 has run only 3 inputs and may split");
    assert_ptr_equal(list, untouched);
    assert_int_equal(count, 77);
}

/* The order in which a cluster's members come out, all of them wanted. */
static size_t order_within(const struct picks *p, size_t cluster, size_t *order)
{
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++)
        if (p->list[i].cluster == cluster)
            order[n++] = p->list[i].survivor;
    return n;
}

static void unrelated_clusters_do_not_change_the_seeded_choice(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 5, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;
        size_t c, in_company[MATRIX_ROWS], by_itself[MATRIX_ROWS];

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        if (plain.count == 0)
            continue;
        c = rng_below(&rng, plain.count);
        struct select_pool all = pool_of(&m, &plain, NULL), alone = all;

        alone.clusters = &plain.clusters[c];
        alone.cluster_count = 1;
        cleanup_picks struct picks a = pick(&all, SELECT_CLUSTER, n, SIZE_MAX);
        cleanup_picks struct picks b = pick(&alone, SELECT_CLUSTER, n, SIZE_MAX);

        assert_int_equal(order_within(&a, c, in_company), plain.clusters[c].count);
        assert_int_equal(order_within(&b, 0, by_itself), plain.clusters[c].count);
        assert_memory_equal(in_company, by_itself, plain.clusters[c].count * sizeof *by_itself);
    }
}

/* Counts over many seeds which of three survivors comes first and which second. */
static void tally_orders(enum select_rule rule, const uint64_t *weights, double share[3][3])
{
    const size_t members[] = {0, 1, 2};
    const uint64_t first[] = {5, 6, 1000};
    const struct cluster cluster = {
        .members = members, .count = 3, .size = 6, .first = 5, .finished = true};
    const struct select_pool pool = {
        .clusters = &cluster, .cluster_count = 1, .weights = weights, .first = first};

    for (size_t i = 0; i < 9; i++)
        share[i / 3][i % 3] = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        cleanup_picks struct picks p = pick(&pool, rule, seed, 2);

        share[p.list[0].survivor][p.list[1].survivor] += 1.0 / SEEDS;
    }
}

/* Samples: a comes first with w[a]/W; then, a's copies passed over, b with w[b]/(W-w[a]). */
static void a_program_is_chosen_as_often_as_it_has_copies(void **state)
{
    static const uint64_t weights[][3] = {{1, 1, 1}, {3, 2, 1}, {1, 1, 4}};

    (void)state;
    for (size_t n = 0; n < COUNT(weights) * 2; n++) {
        const uint64_t *w = weights[n / 2];
        double share[3][3], total = (double)(w[0] + w[1] + w[2]);

        tally_orders(n % 2 ? SELECT_RANDOM : SELECT_CLUSTER, w, share);
        for (size_t a = 0; a < 3; a++)
            for (size_t b = 0; b < 3; b++) {
                double want = (double)w[a] / total * (double)w[b] / (total - (double)w[a]);

                if (a != b) /* 5 standard deviations and more: 0.0177 at a share of one half */
                    assert_true(fabs(share[a][b] - want) < 0.018);
            }
    }
}

static void the_seed_decides_the_choice(void **state)
{
    struct rng rng;
    size_t differ = 0, alike = 0;

    (void)state;
    rng_init(&rng, 6, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        struct select_pool pool = pool_of(&m, &plain, NULL);
        cleanup_picks struct picks a = pick(&pool, SELECT_RANDOM, n, SIZE_MAX);
        cleanup_picks struct picks again = pick(&pool, SELECT_RANDOM, n, SIZE_MAX);
        cleanup_picks struct picks b = pick(&pool, SELECT_RANDOM, n + 1, SIZE_MAX);

        assert_same_picks(&a, &again);
        if (m.survivors < 8)
            continue;
        if (memcmp(a.list, b.list, a.count * sizeof *a.list) != 0)
            differ++;
        else
            alike++;
    }
    assert_true(differ > MATRICES / 2);
    assert_int_equal(alike, 0); /* 1 in 8! a pair at most, and this seed has none */
}

static void the_random_rule_does_not_look_at_clusters_or_scores(void **state)
{
    const size_t members[] = {0, 1, 2, 3};
    const uint64_t weights[] = {1, 5, 1, 2}, first[] = {0, 1, 2, 3};
    const double scores[] = {1, 2, 3, 4};
    const struct cluster together[] = {{.members = members, .count = 4}};
    const struct cluster apart[] = {{.members = members + 3, .count = 1},
                                    {.members = members, .count = 3}};
    const struct select_pool a = {
        .clusters = together, .cluster_count = 1, .weights = weights, .first = first};
    const struct select_pool b = {.clusters = apart,
                                  .cluster_count = 2,
                                  .weights = weights,
                                  .first = first,
                                  .scores = scores};

    (void)state;
    for (uint64_t seed = 0; seed < 100; seed++) {
        cleanup_picks struct picks p = pick(&a, SELECT_RANDOM, seed, 3);
        cleanup_picks struct picks q = pick(&b, SELECT_RANDOM, seed, 3);

        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(p.list[i].survivor, q.list[i].survivor);
            assert_int_equal(q.list[i].cluster, q.list[i].survivor == 3 ? 0 : 1);
        }
    }
}

static void rules_go_by_their_names(void **state)
{
    enum select_rule rule = SELECT_RANDOM;
    struct err err;

    (void)state;
    for (size_t i = 0; i < COUNT(rules); i++) {
        assert_int_equal(select_rule_parse(select_rule_name(rules[i]), &rule, &err), 0);
        assert_int_equal(rule, rules[i]);
    }
    assert_int_equal(select_rule_parse("best", &rule, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_string_equal(
        err.msg,
        "unknown selection rule 'best' (vote, cluster, cluster-score, lever, ioi, maxpass, "
        "codet, b4, random)");
    assert_int_equal(rule, SELECT_RANDOM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clusters_take_turns_and_no_program_is_picked_twice),
        cmocka_unit_test(the_best_score_left_in_the_cluster_is_picked),
        cmocka_unit_test(without_scores_the_score_rule_is_the_cluster_rule),
        cmocka_unit_test(stopping_early_does_not_change_the_picks),
        cmocka_unit_test(a_cluster_that_may_split_is_not_picked_from),
        cmocka_unit_test(unrelated_clusters_do_not_change_the_seeded_choice),
        cmocka_unit_test(a_program_is_chosen_as_often_as_it_has_copies),
        cmocka_unit_test(the_seed_decides_the_choice),
        cmocka_unit_test(the_random_rule_does_not_look_at_clusters_or_scores),
        cmocka_unit_test(rules_go_by_their_names),
    };

    return cmocka_run_group_tests_name("select", tests, NULL, NULL);
}
