/* SPDX-License-Identifier: MIT */
#include "tests/unit/matrix.h"

#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { MATRICES = 4000, LARGE = 8192, LARGE_INPUTS = 50 };

static const size_t tops[] = {1, 2, 3, 10, SIZE_MAX};
#define TOPS (sizeof tops / sizeof *tops)

static void release_refine(struct refine **r)
{
    refine_free(*r);
}
#define cleanup_refine cleanup_with(release_refine)

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void assert_same_cluster(const struct cluster *got, const struct cluster *want)
{
    assert_int_equal(got->size, want->size);
    assert_int_equal(got->first, want->first);
    assert_int_equal(got->count, want->count);
    assert_memory_equal(got->members, want->members, want->count * sizeof *want->members);
}

static void assert_all_equal(const struct refine *a, const struct refine *b)
{
    size_t count_a, count_b;
    const struct cluster *x = refine_clusters(a, &count_a), *y = refine_clusters(b, &count_b);

    assert_int_equal(count_a, count_b);
    for (size_t c = 0; c < count_a; c++) {
        assert_same_cluster(&x[c], &y[c]);
        assert_int_equal(x[c].inputs_run, y[c].inputs_run);
        assert_int_equal(x[c].finished, y[c].finished);
        assert_true(hash_equal(x[c].signature, y[c].signature));
    }
    assert_int_equal(refine_cost(a).asked, refine_cost(b).asked);
}

static struct hash128 fold_row(const struct matrix *m, size_t survivor, size_t inputs)
{
    struct hash128 signature = {0, 0};

    for (size_t i = 0; i < inputs; i++)
        signature = hash_fold(signature, matrix_outcome(m, survivor, i));
    return signature;
}

/* Sizes, first, order, signatures and the partition hold for unfinished clusters too. */
static void assert_well_formed(const struct matrix *m, const struct refine *r)
{
    size_t count, seen[MATRIX_ROWS] = {0};
    const struct cluster *clusters = refine_clusters(r, &count);

    for (size_t c = 0; c < count; c++) {
        const struct cluster *x = &clusters[c], *before = c > 0 ? x - 1 : NULL;
        uint64_t size = 0;

        assert_true(x->count > 0);
        assert_int_equal(x->first, m->first[x->members[0]]);
        assert_int_equal(x->finished, x->count == 1 || x->inputs_run == m->inputs);
        for (size_t i = 0; i < x->count; i++) {
            seen[x->members[i]]++;
            size += m->weights[x->members[i]];
            assert_true(i == 0 || m->first[x->members[i - 1]] < m->first[x->members[i]]);
            assert_true(hash_equal(x->signature, fold_row(m, x->members[i], x->inputs_run)));
        }
        assert_int_equal(x->size, size);
        assert_true(!before || before->size > x->size ||
                    (before->size == x->size && before->first < x->first));
    }
    for (size_t s = 0; s < m->survivors; s++)
        assert_int_equal(seen[s], 1);
}

static void the_first_clusters_are_those_of_the_full_matrix(void **state)
{
    struct rng rng;
    size_t stopped_early = 0;

    (void)state;
    rng_init(&rng, 1, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        struct plain_clusters plain;

        matrix_random(&m, &rng);
        matrix_clusters(&m, &plain);
        for (size_t t = 0; t < TOPS; t++) {
            cleanup_refine struct refine *r = matrix_refine(&m, tops[t], NULL);
            size_t count;
            const struct cluster *clusters = refine_clusters(r, &count);

            assert_int_equal(smaller(count, tops[t]), smaller(plain.count, tops[t]));
            for (size_t c = 0; c < smaller(count, tops[t]); c++) {
                assert_true(clusters[c].finished);
                assert_same_cluster(&clusters[c], &plain.clusters[c]);
            }
            assert_well_formed(&m, r);
            for (size_t c = 0; c < count; c++)
                stopped_early += !clusters[c].finished;
        }
    }
    assert_true(stopped_early > MATRICES / 10); /* or the matrices were too easy to tell */
}

static void the_order_of_reports_does_not_matter(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 2, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        size_t top;

        matrix_random(&m, &rng);
        top = tops[rng_below(&rng, TOPS)];
        cleanup_refine struct refine *in_order = matrix_refine(&m, top, NULL);
        cleanup_refine struct refine *shuffled = matrix_refine(&m, top, &rng);
        assert_all_equal(in_order, shuffled);
    }
}

/* Shuffles the rows of `m`, each keeping its weight and index; was[s] is where row s came from. */
static void shuffle_rows(const struct matrix *m, struct matrix *shuffled, size_t *was,
                         struct rng *rng)
{
    *shuffled = *m;
    for (size_t i = 0; i < m->survivors; i++) {
        size_t j = rng_below(rng, i + 1);

        was[i] = was[j];
        was[j] = i;
    }
    for (size_t s = 0; s < m->survivors; s++) {
        memcpy(shuffled->cell[s], m->cell[was[s]], sizeof m->cell[0]);
        shuffled->weights[s] = m->weights[was[s]];
        shuffled->first[s] = m->first[was[s]];
    }
}

static void the_numbering_of_survivors_does_not_matter(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 3, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m, shuffled;
        size_t was[MATRIX_ROWS], count_a, count_b, top;

        matrix_random(&m, &rng);
        shuffle_rows(&m, &shuffled, was, &rng);
        top = tops[rng_below(&rng, TOPS)];
        cleanup_refine struct refine *a = matrix_refine(&m, top, NULL);
        cleanup_refine struct refine *b = matrix_refine(&shuffled, top, NULL);
        const struct cluster *x = refine_clusters(a, &count_a), *y = refine_clusters(b, &count_b);

        assert_int_equal(count_a, count_b);
        assert_int_equal(refine_cost(a).asked, refine_cost(b).asked);
        for (size_t c = 0; c < count_a; c++) {
            assert_int_equal(x[c].count, y[c].count);
            for (size_t i = 0; i < x[c].count; i++)
                assert_int_equal(x[c].members[i], was[y[c].members[i]]);
        }
    }
}

/* Candidates in another order get other indices: only equal sizes may be ranked otherwise. */
static void the_order_of_candidates_changes_only_ties(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 4, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m, reordered;
        size_t count_a, count_b;

        matrix_random(&m, &rng);
        reordered = m;
        for (size_t s = 1; s < m.survivors; s++)
            matrix_swap(&reordered.first[s], &reordered.first[rng_below(&rng, s + 1)]);
        cleanup_refine struct refine *a = matrix_refine(&m, SIZE_MAX, NULL);
        cleanup_refine struct refine *b = matrix_refine(&reordered, SIZE_MAX, NULL);
        const struct cluster *x = refine_clusters(a, &count_a), *y = refine_clusters(b, &count_b);

        assert_int_equal(count_a, count_b);
        for (size_t c = 0; c < count_a; c++) {
            size_t twins = 0, same_size = 0;

            assert_int_equal(x[c].size, y[c].size);
            for (size_t d = 0; d < count_b; d++) {
                same_size += x[d].size == x[c].size;
                if (y[d].size == x[c].size && y[d].count == x[c].count &&
                    matrix_same_row(&m, x[c].members[0], y[d].members[0]))
                    twins++;
            }
            assert_int_equal(twins, 1);
            if (same_size == 1)
                assert_true(matrix_same_row(&m, x[c].members[0], y[c].members[0]));
        }
    }
}

/* The round is: for each unfinished one of the first `top` clusters, all members' next input. */
static void assert_round(const struct refine *r, size_t top, const struct refine_task *tasks,
                         size_t task_count)
{
    size_t count, next = 0;
    const struct cluster *clusters = refine_clusters(r, &count);

    for (size_t c = 0; c < smaller(top, count); c++)
        for (size_t i = 0; !clusters[c].finished && i < clusters[c].count; i++, next++) {
            assert_true(next < task_count);
            assert_int_equal(tasks[next].survivor, clusters[c].members[i]);
            assert_int_equal(tasks[next].input, clusters[c].inputs_run);
        }
    assert_int_equal(next, task_count);
}

/* Follows one refinement, checking each task; returns how many there were. */
static size_t follow(const struct matrix *m, struct refine *r, size_t top)
{
    bool asked[MATRIX_ROWS][MATRIX_COLUMNS] = {{false}};
    const struct refine_task *tasks;
    size_t count, total = 0, next[MATRIX_ROWS] = {0};

    while (refine_round(r, &tasks, &count), count > 0) {
        bool in_round[MATRIX_ROWS] = {false};

        assert_round(r, top, tasks, count);
        for (size_t i = 0; i < count; i++) {
            size_t s = tasks[i].survivor;

            assert_true(s < m->survivors && tasks[i].input < m->inputs);
            assert_false(asked[s][tasks[i].input]);
            assert_false(in_round[s]);
            assert_int_equal(tasks[i].input, next[s]++);
            asked[s][tasks[i].input] = in_round[s] = true;
            refine_outcome(r, i, matrix_outcome(m, s, tasks[i].input));
        }
        total += count;
    }
    return total;
}

static void no_run_is_asked_for_twice_and_all_are_counted(void **state)
{
    struct rng rng;
    uint64_t saved = 0;

    (void)state;
    rng_init(&rng, 5, 0);
    for (size_t n = 0; n < MATRICES; n++) {
        struct matrix m;
        cleanup_refine struct refine *r = NULL;
        struct refine_cost cost;
        size_t total, top = tops[rng_below(&rng, TOPS)];

        matrix_random(&m, &rng);
        assert_int_equal(refine_new(&r, m.survivors, m.weights, m.first, m.inputs, top, NULL), 0);
        total = follow(&m, r, top);
        cost = refine_cost(r);
        assert_int_equal(cost.asked, total);
        assert_int_equal(cost.full, m.survivors * m.inputs);
        assert_true(cost.asked <= cost.full);
        assert_int_equal(cost.saved, cost.full - cost.asked);
        saved += cost.saved;
    }
    assert_true(saved > 0);
}

static void a_round_is_repeated_until_all_its_outcomes_are_in(void **state)
{
    const uint64_t weights[] = {1, 1, 1}, first[] = {0, 1, 2};
    cleanup_refine struct refine *r = NULL;
    const struct refine_task *tasks;
    size_t count;

    (void)state;
    assert_int_equal(refine_new(&r, 3, weights, first, 2, 10, NULL), 0);
    refine_round(r, &tasks, &count);
    assert_int_equal(count, 3);
    refine_outcome(r, 2, (struct hash128){7, 7});
    refine_outcome(r, 0, (struct hash128){7, 7});
    refine_round(r, &tasks, &count);
    assert_int_equal(count, 3);
    assert_int_equal(tasks[1].survivor, 1);
    assert_int_equal(tasks[1].input, 0);
    refine_outcome(r, 1, (struct hash128){7, 8});
    refine_round(r, &tasks, &count);
    assert_int_equal(count, 2); /* survivor 1 is alone, and finished */
    assert_int_equal(tasks[0].survivor, 0);
    assert_int_equal(tasks[1].survivor, 2);
    assert_int_equal(tasks[1].input, 1);
    assert_int_equal(refine_cost(r).asked, 5);
}

static void copies_make_a_cluster_larger(void **state)
{
    struct matrix m = {.survivors = 3,
                       .inputs = 1,
                       .cell = {{0}, {0}, {1}},
                       .weights = {1, 1, 3},
                       .first = {0, 1, 2}};
    size_t count;

    (void)state;
    cleanup_refine struct refine *r = matrix_refine(&m, 10, NULL);
    const struct cluster *clusters = refine_clusters(r, &count);

    assert_int_equal(count, 2);
    assert_int_equal(clusters[0].members[0], 2);
    assert_int_equal(clusters[0].size, 3);
    assert_int_equal(clusters[0].count, 1);
}

static void nothing_runs_when_there_is_nothing_to_tell_apart(void **state)
{
    static const struct {
        size_t survivors, inputs, top, clusters;
    } cases[] = {{0, 5, 10, 0}, {0, 0, 10, 0}, {1, 5, 10, 1}, {4, 0, 10, 1}, {4, 5, 0, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct matrix m = {.survivors = cases[i].survivors,
                           .inputs = cases[i].inputs,
                           .weights = {1, 1, 1, 1},
                           .first = {0, 1, 2, 3}};
        size_t count;
        cleanup_refine struct refine *r = matrix_refine(&m, cases[i].top, NULL);

        assert_non_null(r);
        refine_clusters(r, &count);
        assert_int_equal(count, cases[i].clusters);
        assert_int_equal(refine_cost(r).asked, 0);
    }
}

static void impossible_arguments_are_refused(void **state)
{
    const uint64_t ones[] = {1, 1}, zero[] = {1, 0}, huge[] = {UINT64_MAX, 1};
    const uint64_t first[] = {4, 9}, same[] = {4, 4};
    struct refine *untouched = (struct refine *)&first, *r = untouched;
    struct err err;

    (void)state;
    assert_int_equal(refine_new(&r, 2, zero, first, 5, 10, &err), -1);
    assert_string_equal(err.msg, "clustering: survivor 1 has weight 0");
    assert_int_equal(refine_new(&r, 2, huge, first, 5, 10, &err), -1);
    assert_string_equal(err.msg, "clustering: the weights' sum is too large");
    assert_int_equal(refine_new(&r, 2, ones, same, 5, 10, &err), -1);
    assert_non_null(strstr(err.msg, "are one candidate"));
    assert_int_equal(refine_new(&r, 2, ones, first, SIZE_MAX, 10, &err), -1);
    assert_non_null(strstr(err.msg, "too many runs"));
    assert_int_equal(err.kind, ERR_JUDGE);
    assert_ptr_equal(r, untouched);
    refine_free(NULL);
}

/*
 * Half the survivors agree, a quarter falls into 40 kinds, a quarter is each its own; which kind it
 * is shows only after up to seven inputs.
 */
static struct hash128 large_outcome(size_t survivor, size_t input)
{
    uint64_t kind = survivor;

    if (survivor % 2 == 0)
        kind = 0;
    else if (survivor % 4 == 1)
        kind = LARGE + survivor / 4 % 40;
    return (struct hash128){.hi = 1, .lo = input < kind % 8 ? 0 : kind};
}

static void a_large_pool_takes_a_fraction_of_the_runs(void **state)
{
    cleanup_free uint64_t *weights = calloc(LARGE, sizeof *weights);
    cleanup_free uint64_t *first = calloc(LARGE, sizeof *first);
    cleanup_refine struct refine *r = NULL;
    const struct refine_task *tasks;
    const struct cluster *clusters;
    size_t count;

    (void)state;
    for (size_t s = 0; s < LARGE; s++) {
        weights[s] = 1;
        first[s] = s;
    }
    assert_int_equal(refine_new(&r, LARGE, weights, first, LARGE_INPUTS, 10, NULL), 0);
    while (refine_round(r, &tasks, &count), count > 0)
        for (size_t i = 0; i < count; i++)
            refine_outcome(r, i, large_outcome(tasks[i].survivor, tasks[i].input));
    clusters = refine_clusters(r, &count);
    assert_int_equal(clusters[0].size, LARGE / 2);
    assert_int_equal(clusters[1].size, 52); /* 2048 = 40 × 51 + 8 */
    assert_int_equal(clusters[8].size, 52);
    assert_int_equal(clusters[9].size, 51);
    assert_true(refine_cost(r).saved > refine_cost(r).full * 3 / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_clusters_are_those_of_the_full_matrix),
        cmocka_unit_test(the_order_of_reports_does_not_matter),
        cmocka_unit_test(the_numbering_of_survivors_does_not_matter),
        cmocka_unit_test(the_order_of_candidates_changes_only_ties),
        cmocka_unit_test(no_run_is_asked_for_twice_and_all_are_counted),
        cmocka_unit_test(a_round_is_repeated_until_all_its_outcomes_are_in),
        cmocka_unit_test(copies_make_a_cluster_larger),
        cmocka_unit_test(nothing_runs_when_there_is_nothing_to_tell_apart),
        cmocka_unit_test(impossible_arguments_are_refused),
        cmocka_unit_test(a_large_pool_takes_a_fraction_of_the_runs),
    };

    return cmocka_run_group_tests_name("refine", tests, NULL, NULL);
}
