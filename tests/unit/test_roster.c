/* SPDX-License-Identifier: MIT */
/* The roster: which candidates are copies, what it keeps of each, and how much memory it takes. */
#include "record/roster.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <malloc.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { MANY = 60000 };

/* A source with its length, so that NULs can be in it. */
#define SOURCE(literal) (literal), sizeof(literal) - 1

static int open_roster(void **state)
{
    struct roster *roster = NULL;
    int rc = roster_open(&roster, NULL);

    *state = roster;
    return rc;
}

static int free_roster(void **state)
{
    roster_free(*state);
    roster_free(NULL);
    return 0;
}

/* Adds a candidate; returns the number of its program, and whether that is new. */
static size_t add(struct roster *roster, const char *language, const char *source, size_t length,
                  double score, bool *fresh)
{
    struct candidate candidate = {.id = (char *)(uintptr_t) "id",
                                  .source = (char *)(uintptr_t)source,
                                  .source_len = length,
                                  .has_score = !isnan(score),
                                  .score = score};
    size_t unique = SIZE_MAX;
    struct err err;

    if (roster_add(roster, &candidate, "here", language_by_name(language), &unique, fresh, &err) <
        0)
        fail_msg("%s", err.msg);
    return unique;
}

static const struct {
    const char *one;
    size_t one_len;
    const char *two;
    size_t two_len;
    bool equal;
} pairs[] = {
    {SOURCE("a\nb\n"), SOURCE("a\nb\n"), true},
    /* line ends */
    {SOURCE("a\nb\n"), SOURCE("a\r\nb\r\n"), true},
    {SOURCE("a\nb\n"), SOURCE("a\nb"), true},
    {SOURCE("a\rb"), SOURCE("a\nb"), false},
    {SOURCE("a\nb"), SOURCE("ab"), false},
    /* blanks at line ends */
    {SOURCE("a\nb"), SOURCE("a \t\nb \r\n"), true},
    {SOURCE("a\n\nb"), SOURCE("a\n \t\nb"), true},
    {SOURCE("a\nb"), SOURCE(" a\nb"), false},
    {SOURCE("a\n b"), SOURCE("a\n\tb"), false},
    {SOURCE("a b"), SOURCE("a  b"), false},
    {SOURCE("a"), SOURCE("a\v"), false},
    /* empty lines at the end, and nowhere else */
    {SOURCE("a"), SOURCE("a\n\n \n\t\r\n"), true},
    {SOURCE("a\nb"), SOURCE("a\n\nb"), false},
    {SOURCE("a\n\nb"), SOURCE("a\n\n\nb"), false},
    {SOURCE("a"), SOURCE("\na"), false},
    {SOURCE(""), SOURCE("\n \n"), true},
    {SOURCE(""), SOURCE("a"), false},
    /* bytes are bytes */
    {SOURCE("a"), SOURCE("A"), false},
    {SOURCE("a\0b"), SOURCE("a\0c"), false},
    {SOURCE("a"), SOURCE("a\0"), false},
    {SOURCE("\xc3\xa4"), SOURCE("\xe4"), false},
};

static void sources_are_equal_but_for_what_cannot_matter(void **state)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        bool fresh;
        size_t one = add(*state, i % 2 ? "c" : "cpp", pairs[i].one, pairs[i].one_len, NAN, &fresh);
        size_t two = add(*state, i % 2 ? "c" : "cpp", pairs[i].two, pairs[i].two_len, NAN, &fresh);

        if ((one == two) != pairs[i].equal)
            fail_msg("pair %zu is %s", i, one == two ? "equal" : "different");
    }
}

static void another_language_is_another_program(void **state)
{
    bool fresh;

    assert_int_equal(add(*state, "c", SOURCE("x"), NAN, &fresh), 0);
    assert_true(fresh);
    assert_int_equal(add(*state, "cpp", SOURCE("x"), NAN, &fresh), 1);
    assert_true(fresh);
    assert_int_equal(add(*state, "C++20", SOURCE("x"), NAN, &fresh), 1);
    assert_false(fresh);
    assert_int_equal(add(*state, "python3", SOURCE("x"), NAN, &fresh), 2);
    assert_int_equal(add(*state, "C++17", SOURCE("x"), NAN, &fresh), 3); /* another standard */
    assert_true(fresh);
    assert_int_equal(roster_programs(*state), 4);
    assert_int_equal(roster_candidates(*state), 5);
    assert_ptr_equal(roster_program(*state, 1)->language, language_by_name("cpp"));
}

static void copies_are_counted_and_the_first_remembered(void **state)
{
    bool fresh;

    add(*state, "c", SOURCE("a"), NAN, &fresh);
    add(*state, "c", SOURCE("b"), NAN, &fresh);
    add(*state, "c", SOURCE("b\n"), NAN, &fresh);
    add(*state, "c", SOURCE("a"), NAN, &fresh);
    add(*state, "c", SOURCE("b "), NAN, &fresh);
    assert_int_equal(roster_program(*state, 0)->copies, 2);
    assert_int_equal(roster_program(*state, 0)->first, 0);
    assert_int_equal(roster_program(*state, 1)->copies, 3);
    assert_int_equal(roster_program(*state, 1)->first, 1);
    assert_int_equal(roster_candidate(*state, 2)->unique, 1);
    assert_int_equal(roster_candidate(*state, 3)->unique, 0);
    assert_int_equal(roster_candidate(*state, 4)->unique, 1);
}

static void a_program_has_the_best_score_of_its_copies(void **state)
{
    bool fresh;

    add(*state, "c", SOURCE("a"), NAN, &fresh);
    assert_true(isnan(roster_program(*state, 0)->score));
    add(*state, "c", SOURCE("a"), -7, &fresh);
    assert_true(roster_program(*state, 0)->score == -7);
    add(*state, "c", SOURCE("a"), -9, &fresh);
    assert_true(roster_program(*state, 0)->score == -7);
    add(*state, "c", SOURCE("a"), NAN, &fresh);
    assert_true(roster_program(*state, 0)->score == -7);
    add(*state, "c", SOURCE("a"), 0.5, &fresh);
    assert_true(roster_program(*state, 0)->score == 0.5);
    assert_false(roster_candidate(*state, 0)->has_score);
    assert_true(roster_candidate(*state, 2)->has_score);
    assert_true(roster_candidate(*state, 2)->score == -9);
}

static void assert_text(struct roster *roster, size_t entry, const char *id, const char *extra)
{
    cleanup_with(buf_release) struct buf room = BUF_INIT((size_t)MIB);
    struct roster_text text;
    struct err err;

    if (roster_text(roster, entry, &room, &text, &err) < 0)
        fail_msg("%s", err.msg);
    assert_string_equal(text.id, id);
    assert_string_equal(text.where, "here");
    assert_string_equal(text.extra, extra);
}

static void ids_and_extra_keys_come_back(void **state)
{
    char id[] = "s\xc3\xbc\x01 17", none[] = "", source[] = "x";
    char extra[] = "{\"temperature\":0.8}";
    struct candidate one = {.id = id, .source = source, .source_len = 1, .extra = extra};
    struct candidate two = {.id = none, .source = source, .source_len = 1};
    size_t unique;
    bool fresh;

    assert_int_equal(roster_add(*state, &one, "here", language_at(0), &unique, &fresh, NULL), 0);
    assert_int_equal(roster_add(*state, &two, "here", language_at(0), &unique, &fresh, NULL), 0);
    one.id = none;
    assert_int_equal(roster_add(*state, &one, "here", language_at(0), &unique, &fresh, NULL), 0);
    assert_text(*state, 0, id, extra);
    assert_text(*state, 1, "", "");
    assert_text(*state, 2, "", extra);
    assert_text(*state, 0, id, extra);
}

static void equal_ids_are_counted_and_the_first_pair_is_known(void **state)
{
    static const char *const ids[] = {"a", "b", "a", "b", "a", "c"};
    char source[] = "x";
    size_t unique;
    bool fresh;

    assert_int_equal(roster_same_ids(*state).count, 0);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct candidate one = {.id = (char *)(uintptr_t)ids[i], .source = source, .source_len = 1};

        assert_int_equal(roster_add(*state, &one, "here", language_at(0), &unique, &fresh, NULL),
                         0);
    }
    assert_int_equal(roster_same_ids(*state).count, 3);
    assert_int_equal(roster_same_ids(*state).first, 0);
    assert_int_equal(roster_same_ids(*state).second, 2);
}

static void outcomes_are_kept_with_their_words(void **state)
{
    const struct judgement judgement = {.verdict = VERDICT_RTE,
                                        .test = "sample/1",
                                        .cpu = 5,
                                        .wall = 6,
                                        .memory = 7,
                                        .measured_alone = true,
                                        .load = 8,
                                        .detail = "exit code 3"};
    const struct judgement plain = {.verdict = VERDICT_AC};
    const struct roster_program *u;
    struct judgement kept;
    bool fresh;

    add(*state, "c", SOURCE("a"), NAN, &fresh);
    add(*state, "c", SOURCE("b"), NAN, &fresh);
    assert_false(roster_program(*state, 0)->judged);
    assert_int_equal(roster_judged(*state, 1, &judgement, NULL), 0);
    assert_int_equal(roster_judged(*state, 0, &plain, NULL), 0);
    add(*state, "c", SOURCE("b"), NAN, &fresh); /* a copy that comes late changes nothing */
    u = roster_program(*state, 1);
    assert_true(u->judged);
    assert_int_equal(u->verdict, VERDICT_RTE);
    assert_string_equal(u->test, "sample/1");
    assert_int_equal(u->memory, 7);
    assert_int_equal(roster_judgement(*state, 1, &kept, NULL), 0);
    assert_string_equal(kept.detail, "exit code 3");
    assert_int_equal(kept.verdict, VERDICT_RTE);
    assert_int_equal(kept.wall, 6);
    assert_true(kept.measured_alone);
    assert_int_equal(kept.load, 8);
    assert_int_equal(roster_judgement(*state, 0, &kept, NULL), 0);
    assert_false(kept.measured_alone);
    assert_string_equal(kept.detail, "");
}

static void what_was_recalled_is_judged_when_a_candidate_comes(void **state)
{
    const struct judgement wrong = {.verdict = VERDICT_WA, .test = "sample/1", .detail = "words"};
    struct judgement kept;
    struct roster *earlier;
    struct hash128 key;
    struct err err;
    bool fresh;

    assert_int_equal(roster_open(&earlier, NULL), 0);
    add(earlier, "c", SOURCE("b"), NAN, &fresh);
    key = roster_program(earlier, 0)->key;
    roster_free(earlier);
    assert_int_equal(roster_recall(*state, key, &wrong, NULL), 0);
    assert_int_equal(roster_known(*state), 1);
    assert_int_equal(roster_programs(*state), 0);
    assert_int_equal(add(*state, "c", SOURCE("a"), NAN, &fresh), 1);
    assert_false(roster_program(*state, 1)->judged);
    assert_int_equal(add(*state, "c", SOURCE("b\n"), 3, &fresh), 0);
    assert_true(fresh);
    assert_int_equal(add(*state, "c", SOURCE("b"), NAN, &fresh), 0);
    assert_false(fresh);
    assert_int_equal(roster_programs(*state), 2);
    assert_true(roster_program(*state, 0)->judged);
    assert_int_equal(roster_program(*state, 0)->first, 1);
    assert_int_equal(roster_program(*state, 0)->copies, 2);
    assert_true(roster_program(*state, 0)->score == 3);
    assert_string_equal(roster_program(*state, 0)->language->name, "c");
    assert_int_equal(roster_judgement(*state, 0, &kept, NULL), 0);
    assert_string_equal(kept.detail, "words");
    assert_int_equal(roster_recall(*state, key, &wrong, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
}

static void uniques_stay_where_they_are_while_more_come(void **state)
{
    bool fresh;
    const struct roster_program *first;

    add(*state, "c", SOURCE("first"), NAN, &fresh);
    first = roster_program(*state, 0);
    for (int i = 0; i < MANY; i++) {
        char source[32];
        int n = snprintf(source, sizeof source, "int n = %d;", i);

        assert_int_equal(add(*state, "c", source, (size_t)n, i, &fresh), i + 1);
        assert_true(fresh);
    }
    assert_ptr_equal(roster_program(*state, 0), first);
    for (size_t i = 0; i < MANY; i += 997) {
        assert_int_equal(roster_program(*state, i + 1)->first, i + 1);
        assert_true(roster_program(*state, i + 1)->score == (double)i);
    }
}

/* "Tens of bytes per candidate and some hundred per distinct program": a million must fit. */
static void memory_per_candidate_is_small(void **state)
{
    bool fresh;
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd, copies, uniques;

    for (int i = 0; i < MANY; i++)
        add(*state, "c", SOURCE("the same"), i, &fresh);
    copies = mallinfo2().uordblks + mallinfo2().hblkhd;
    for (int i = 0; i < MANY; i++) {
        char source[32];
        int n = snprintf(source, sizeof source, "int n = %d;", i);

        add(*state, "c", source, (size_t)n, i, &fresh);
    }
    uniques = mallinfo2().uordblks + mallinfo2().hblkhd;
    /* Arrays grow by doubling, and the scratch file's buffer is in it: hence twice. */
    assert_true((copies - before) / MANY < 2 * 60);
    assert_true((uniques - copies) / MANY < 2 * 160);
    assert_true(sizeof(struct roster_candidate) <= 48);
    assert_true(sizeof(struct roster_program) <= 120);
}

#define IN_ROSTER(test) cmocka_unit_test_setup_teardown(test, open_roster, free_roster)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_ROSTER(sources_are_equal_but_for_what_cannot_matter),
        IN_ROSTER(another_language_is_another_program),
        IN_ROSTER(copies_are_counted_and_the_first_remembered),
        IN_ROSTER(a_program_has_the_best_score_of_its_copies),
        IN_ROSTER(ids_and_extra_keys_come_back),
        IN_ROSTER(equal_ids_are_counted_and_the_first_pair_is_known),
        IN_ROSTER(outcomes_are_kept_with_their_words),
        IN_ROSTER(what_was_recalled_is_judged_when_a_candidate_comes),
        IN_ROSTER(uniques_stay_where_they_are_while_more_come),
        IN_ROSTER(memory_per_candidate_is_small),
    };

    return cmocka_run_group_tests_name("roster", tests, NULL, NULL);
}
