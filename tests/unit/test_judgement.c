/* SPDX-License-Identifier: MIT */
/* Judgements: their details are valid UTF-8 whatever goes in, and cases add up to a whole. */
#include "winnow/judgement.h"
#include "base/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void bytes_that_are_not_utf8_are_replaced(void **state)
{
    struct judgement j = {.verdict = VERDICT_AC};

    (void)state;
    judgement_set(&j, VERDICT_CE, "%s", "a\xff b\xc3");
    assert_int_equal(j.verdict, VERDICT_CE);
    assert_string_equal(j.detail, "a\xef\xbf\xbd b\xef\xbf\xbd");
    judgement_set(&j, VERDICT_CE, "%s", j.detail); /* as a journal does when it recalls it */
    assert_string_equal(j.detail, "a\xef\xbf\xbd b\xef\xbf\xbd");
}

static void a_long_detail_is_cut_at_a_character(void **state)
{
    char text[2 * JUDGEMENT_DETAIL];
    struct judgement j;

    (void)state;
    for (size_t begin = 0; begin < 4; begin++) {
        memset(text, 'x', sizeof text);
        for (size_t i = begin; i + 1 < sizeof text; i += 2)
            memcpy(text + i, "\xc3\xa9", 2); /* é */
        text[sizeof text - 1] = '\0';
        judgement_set(&j, VERDICT_WA, "%s", text);
        assert_true(strlen(j.detail) < sizeof j.detail);
        assert_true(strlen(j.detail) >= sizeof j.detail - 6);
        assert_true(utf8_valid(j.detail, strlen(j.detail)));
    }
}

static void the_first_failure_and_the_largest_measures_count(void **state)
{
    static const struct judgement cases[] = {
        {.verdict = VERDICT_AC, .test = "1", .cpu = 5, .wall = 1, .memory = 3},
        {.verdict = VERDICT_WA,
         .test = "2",
         .cpu = 1,
         .wall = 9,
         .memory = 1,
         .detail = "wrong",
         .measured_alone = true,
         .load = 3},
        {.verdict = VERDICT_TLE,
         .test = "3",
         .cpu = 2,
         .wall = 2,
         .memory = 8,
         .detail = "slow",
         .measured_alone = true,
         .load = 2},
    };
    struct judgement whole = {.verdict = VERDICT_AC};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        judgement_add_case(&whole, &cases[i]);
    assert_int_equal(whole.verdict, VERDICT_WA);
    assert_string_equal(whole.test, "2");
    assert_string_equal(whole.detail, "wrong");
    assert_int_equal(whole.cpu, 5);
    assert_int_equal(whole.wall, 9);
    assert_int_equal(whole.memory, 8);
    assert_true(whole.measured_alone);
    assert_int_equal(whole.load, 3);
}

static void the_load_stands_in_the_words_for_people(void **state)
{
    struct judgement j = {.verdict = VERDICT_AC};
    char room[JUDGEMENT_WORDS];

    (void)state;
    assert_string_equal(judgement_words(&j, room), "");
    j.measured_alone = true;
    assert_string_equal(judgement_words(&j, room), "(measured alone, other load 0 %)");
    judgement_set(&j, VERDICT_TLE, "slow");
    j.load = 12;
    assert_string_equal(judgement_words(&j, room), "slow (measured alone, other load 12 %)");
}

static void a_score_below_the_best_is_partial(void **state)
{
    struct judgement j = {.verdict = VERDICT_AC, .scored = true, .score = 40, .max_score = 100};
    char room[SCORE_WORDS];

    (void)state;
    assert_true(judgement_is_partial(&j));
    assert_string_equal(score_words(j.score, j.max_score, room), "40 of 100");
    j.score = 100;
    assert_false(judgement_is_partial(&j));
    j.max_score = INFINITY;
    assert_false(judgement_is_partial(&j));
    assert_string_equal(score_words(0.5, j.max_score, room), "0.5");
    j = (struct judgement){.verdict = VERDICT_WA, .scored = true, .score = 40, .max_score = 100};
    assert_false(judgement_is_partial(&j));
}

static void what_a_judgement_owns_is_taken_over_once(void **state)
{
    struct judgement whole = {.verdict = VERDICT_WA, .case_count = 2, .group_count = 1}, taken;

    (void)state;
    whole.cases = calloc(2, sizeof *whole.cases);
    whole.groups = calloc(1, sizeof *whole.groups);
    assert_true(whole.cases && whole.groups);
    whole.cases[1].explanation = strdup("why");
    taken = judgement_take(&whole);
    judgement_release(&whole);
    assert_int_equal(taken.verdict, VERDICT_WA);
    assert_int_equal(taken.case_count, 2);
    assert_string_equal(taken.cases[1].explanation, "why");
    judgement_release(&taken);
    assert_null(taken.cases);
    assert_null(taken.groups);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_that_are_not_utf8_are_replaced),
        cmocka_unit_test(a_long_detail_is_cut_at_a_character),
        cmocka_unit_test(the_load_stands_in_the_words_for_people),
        cmocka_unit_test(the_first_failure_and_the_largest_measures_count),
        cmocka_unit_test(a_score_below_the_best_is_partial),
        cmocka_unit_test(what_a_judgement_owns_is_taken_over_once),
    };

    return cmocka_run_group_tests_name("judgement", tests, NULL, NULL);
}
