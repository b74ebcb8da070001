/* SPDX-License-Identifier: MIT */
#include "base/rng.h"
#include "select/choose_inputs.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { MOST = 12 };

/* Outcomes as letters, a row of programs for each input; blank: not run. */
static size_t choose(const char *const *rows, size_t inputs, size_t wanted,
                     struct chosen_input *chosen)
{
    size_t programs = strlen(rows[0]), count;
    struct hash128 outcomes[MOST * MOST];
    uint64_t weights[MOST];
    cleanup_free struct chosen_input *list = NULL;

    for (size_t p = 0; p < programs; p++)
        weights[p] = 1;
    for (size_t i = 0; i < inputs; i++)
        for (size_t p = 0; p < programs; p++)
            outcomes[i * programs + p] =
                (struct hash128){rows[i][p] == ' ' ? 0 : (uint64_t)rows[i][p], 0};
    const struct input_outcomes all = {outcomes, weights, inputs, programs};
    assert_int_equal(choose_inputs(&all, wanted, &list, &count, NULL), 0);
    memcpy(chosen, list, count * sizeof *chosen);
    return count;
}

static void the_most_telling_input_comes_first(void **state)
{
    const char *const rows[] = {"aaaaaaaa", "aaaaaaab", "aaaaaabb", "aaaaaabb"};
    struct chosen_input chosen[MOST];

    (void)state;
    assert_int_equal(choose(rows, 4, 3, chosen), 3);
    assert_int_equal(chosen[0].input, 2);
    assert_int_equal(chosen[1].input, 1);
    assert_int_equal(chosen[2].input, 0); /* nothing is told apart any more: in their order */
}

static void inputs_on_which_few_agree_are_doubtful_and_come_later(void **state)
{
    const char *const rows[] = {"abcdefgh", "aaaaaaab"};
    struct chosen_input chosen[MOST];

    (void)state;
    assert_int_equal(choose(rows, 2, 5, chosen), 2);
    assert_int_equal(chosen[0].input, 1);
    assert_false(chosen[0].doubtful);
    assert_true(chosen[1].doubtful);
}

static void at_most_two_of_five_are_doubtful_while_there_are_others(void **state)
{
    const char *const rows[] = {"abcdefgh", "aabbccdd", "abababcd",
                                "aaaaaaaa", "aaaaaaaa", "aaaaaaaa"};
    struct chosen_input chosen[MOST];
    size_t doubtful = 0;

    (void)state;
    assert_int_equal(choose(rows, 6, 5, chosen), 5);
    for (size_t i = 0; i < 5; i++)
        doubtful += chosen[i].doubtful;
    assert_int_equal(doubtful, 2);
}

/* The groups are the same, whatever the outcomes are. */
static void inputs_that_are_alike_stand_for_each_other(void **state)
{
    const char *const rows[] = {"aaaab", "bbbbb", "cccca", "baaaa", "aaaab", "ddddd"};
    struct chosen_input chosen[MOST];
    double all = 0;

    (void)state;
    assert_int_equal(choose(rows, 6, 3, chosen), 3);
    for (size_t i = 0; i < 3; i++) {
        size_t input = chosen[i].input;

        assert_true(chosen[i].stands_for == (input == 0 ? 3.0 : input == 3 ? 1.0 : 2.0));
        all += chosen[i].stands_for;
    }
    assert_true(all == 6);
    assert_int_equal(choose(rows, 6, 5, chosen), 5);
    all = 0;
    for (size_t i = 0; i < 5; i++)
        all += chosen[i].stands_for;
    assert_true(all == 6);
}

static void every_grouping_is_kept_before_one_is_kept_twice(void **state)
{
    /* The first two tell all apart. */
    const char *const rows[] = {"aaaaaabb", "aaaaaaab", "aaaaaaab", "aaaaaabb", "aaaaaaba"};
    struct chosen_input chosen[MOST];

    (void)state;
    assert_int_equal(choose(rows, 5, 3, chosen), 3);
    assert_int_equal(chosen[2].input, 4);
}

static void what_was_not_run_tells_nothing_apart(void **state)
{
    const char *const rows[] = {"aaaa   b", "aaaaaab "};
    struct chosen_input chosen[MOST];

    (void)state;
    assert_int_equal(choose(rows, 2, 2, chosen), 2);
    /* Four of five agree, and six of seven: neither is doubtful. Each tells one program from the others. */
    assert_false(chosen[0].doubtful || chosen[1].doubtful);
    assert_int_equal(chosen[0].input, 0);
}

/* How many pairs of programs some input of the list tells apart. */
static size_t pairs_apart(const char *const *rows, const struct chosen_input *list, size_t count)
{
    size_t programs = strlen(rows[0]), pairs = 0;

    for (size_t a = 0; a < programs; a++)
        for (size_t b = 0; b < a; b++) {
            bool apart = false;

            for (size_t i = 0; i < count; i++)
                apart = apart || rows[list[i].input][a] != rows[list[i].input][b];
            pairs += apart;
        }
    return pairs;
}

static void all_inputs_together_are_matched_by_as_many_as_programs(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    for (int n = 0; n < 500; n++) {
        char text[MOST][MOST] = {{0}};
        const char *rows[MOST];
        struct chosen_input chosen[MOST], all[MOST];
        size_t count;

        for (size_t i = 0; i < MOST; i++) {
            for (size_t p = 0; p < 5; p++)
                text[i][p] = rng_below(&rng, 6) ? 'a' : (char)('a' + rng_below(&rng, 3));
            rows[i] = text[i];
            all[i].input = i;
        }
        count = choose(rows, MOST, MOST, chosen);
        assert_int_equal(count, MOST);
        /* Each telling input that is chosen splits a group, and of five programs there are at most five. */
        assert_int_equal(pairs_apart(rows, chosen, MOST), pairs_apart(rows, all, MOST));
    }
}

static void no_inputs_and_no_programs_are_no_obstacle(void **state)
{
    const struct input_outcomes none = {NULL, NULL, 0, 0};
    cleanup_free struct chosen_input *list = NULL;
    size_t count = 7;

    (void)state;
    assert_int_equal(choose_inputs(&none, 50, &list, &count, NULL), 0);
    assert_int_equal(count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_telling_input_comes_first),
        cmocka_unit_test(inputs_on_which_few_agree_are_doubtful_and_come_later),
        cmocka_unit_test(at_most_two_of_five_are_doubtful_while_there_are_others),
        cmocka_unit_test(inputs_that_are_alike_stand_for_each_other),
        cmocka_unit_test(every_grouping_is_kept_before_one_is_kept_twice),
        cmocka_unit_test(what_was_not_run_tells_nothing_apart),
        cmocka_unit_test(all_inputs_together_are_matched_by_as_many_as_programs),
        cmocka_unit_test(no_inputs_and_no_programs_are_no_obstacle),
    };

    return cmocka_run_group_tests_name("choose_inputs", tests, NULL, NULL);
}
