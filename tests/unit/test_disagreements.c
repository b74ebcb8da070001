/* SPDX-License-Identifier: MIT */
#include "record/disagreements.h"

#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define N NO_CLUSTER

static struct disagreements choose(size_t *cells, size_t clusters, size_t inputs,
                                   const bytes_t *sizes)
{
    static const size_t ranks[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    const struct likeness likeness = {
        .cells = cells, .ranks = ranks, .clusters = clusters, .inputs = inputs};
    struct disagreements out = {0};

    assert_int_equal(disagreements_choose(&out, &likeness, sizes, NULL), 0);
    return out;
}

static void the_input_that_separates_most_comes_first(void **state)
{
    size_t cells[] = {0, 0, 0, /**/ 0, 1, 0, /**/ 0, 2, 2};
    const bytes_t sizes[] = {1, 100, 1};
    cleanup_with(disagreements_release) struct disagreements d = choose(cells, 3, 3, sizes);

    (void)state;
    assert_int_equal(d.count, 1);
    assert_int_equal(d.list[0].input, 1);
    assert_int_equal(d.list[0].count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(d.list[0].outputs[i].cluster, i);
}

static void an_input_that_separates_nothing_new_is_left_out(void **state)
{
    size_t cells[] = {0, 0, 0, /**/ 1, 1, 0, /**/ 0, 0, 2};
    const bytes_t sizes[] = {9, 5, 5};
    cleanup_with(disagreements_release) struct disagreements d = choose(cells, 3, 3, sizes);

    (void)state;
    assert_int_equal(d.count, 2);
    assert_int_equal(d.list[0].input, 1); /* of equals the smallest, then the first */
    assert_int_equal(d.list[1].input, 2);
}

static void a_pair_with_the_first_cluster_counts_more(void **state)
{
    /* Input 0 separates 1 and 2 from 3 (two pairs); input 1 separates 0 from 1 alone. */
    size_t cells[] = {N, 0, /**/ 1, 1, /**/ 1, N, /**/ 3, N};
    const bytes_t sizes[] = {1, 1};
    cleanup_with(disagreements_release) struct disagreements d = choose(cells, 4, 2, sizes);

    (void)state;
    assert_int_equal(d.count, 2);
    assert_int_equal(d.list[0].input, 1);
}

static void what_was_not_run_separates_nothing(void **state)
{
    size_t cells[] = {0, N, /**/ N, 1};
    const bytes_t sizes[] = {1, 1};
    cleanup_with(disagreements_release) struct disagreements d = choose(cells, 2, 2, sizes);
    cleanup_with(disagreements_release) struct disagreements none = choose(NULL, 0, 0, NULL);

    (void)state;
    assert_int_equal(d.count, 0);
    assert_int_equal(none.count, 0);
}

static void there_are_at_most_so_many(void **state)
{
    enum { MANY = DISAGREEMENTS_MAX + 3 };
    size_t cells[(MANY + 1) * MANY] = {0};
    bytes_t sizes[MANY];

    (void)state;
    for (size_t i = 0; i < MANY; i++) {
        sizes[i] = 1;
        cells[(i + 1) * MANY + i] = i + 1; /* input i separates cluster i + 1 from all others */
    }
    cleanup_with(disagreements_release) struct disagreements d =
        choose(cells, MANY + 1, MANY, sizes);
    assert_int_equal(d.count, DISAGREEMENTS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_input_that_separates_most_comes_first),
        cmocka_unit_test(an_input_that_separates_nothing_new_is_left_out),
        cmocka_unit_test(a_pair_with_the_first_cluster_counts_more),
        cmocka_unit_test(what_was_not_run_separates_nothing),
        cmocka_unit_test(there_are_at_most_so_many),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
