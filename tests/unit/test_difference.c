/* SPDX-License-Identifier: MIT */
/* Where an output differs from its answer, as people see it. */
#include "compare/checker.h"
#include "compare/difference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct compare_flags exact = {
    .case_sensitive = true, .float_absolute = -1, .float_relative = -1};
static const struct compare_flags folded = {.float_absolute = -1, .float_relative = -1};
static const struct compare_flags spaced = {.case_sensitive = true,
                                            .space_change_sensitive = true,
                                            .float_absolute = -1,
                                            .float_relative = -1};
static const struct compare_flags within = {
    .case_sensitive = true, .float_mode = true, .float_absolute = 1e-6, .float_relative = 1e-6};

static char *show(struct token answer, struct token output, const struct compare_flags *flags,
                  const char *checker)
{
    struct comparison comparison;

    if (checker)
        checker_compare(checker_by_name(checker), answer.text, answer.len, output.text, output.len,
                        &comparison);
    else
        compare_output(answer.text, answer.len, output.text, output.len, flags, &comparison);
    assert_false(comparison.equal);
    return difference_show(answer, output, &comparison);
}

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct {
    struct token answer, output;
    const struct compare_flags *flags;
    const char *checker, *shown;
} rows[] = {
    {TEXT("a\n1 2 3\n"), TEXT("a\n1 2 4\n"), &exact, NULL,
     "line 2, column 5\n"
     "expected  1 2 3\\n\n"
     "found     1 2 4\\n\n"
     "              ^\n"},
    {TEXT("12345\n"), TEXT("12395 \r\n"), &exact, NULL,
     "line 1, column 4\n"
     "expected  12345\\n\n"
     "found     12395 \\r\\n\n"
     "             ^\n"},
    {TEXT("\ta\tb\n"),
     TEXT("a\xc2\xa0"
          "b"),
     &exact, NULL,
     "line 1, column 2; in the answer line 1, column 3\n"
     "expected  \\ta\\tb\\n\n"
     "found       a\\u00a0b\n"
     "             ^\n"},
    {TEXT("1\n2\n"), TEXT("1 3\n"), &exact, NULL,
     "line 1, column 3; in the answer line 2, column 1\n"
     "expected    2\\n\n"
     "found     1 3\\n\n"
     "            ^\n"},
    {TEXT("1\n2\n"), TEXT("1\n"), &exact, NULL,
     "line 2, column 1\n"
     "expected  2\\n\n"
     "found     (the end)\n"
     "          ^\n"},
    {TEXT("1\n"), TEXT("1\n2"), &exact, NULL,
     "line 2, column 1\n"
     "expected  (the end)\n"
     "found     2\n"
     "          ^\n"},
    {TEXT("x\n"),
     {NULL, 0},
     &exact,
     NULL,
     "line 1, column 1\n"
     "expected  x\\n\n"
     "found     (the end)\n"
     "          ^\n"},
    {TEXT("Yes\n"), TEXT("yep\0\x1b[2J\n"), &folded, NULL,
     "line 1, column 3\n"
     "expected  Yes\\n\n"
     "found     yep\\0\\x1b[2J\\n\n"
     "            ^\n"},
    {TEXT("a b\n"), TEXT("a  b\n"), &spaced, NULL,
     "line 1, column 3\n"
     "expected  a b\\n\n"
     "found     a  b\\n\n"
     "            ^\n"},
    {TEXT("a\n"), TEXT("a"), &spaced, NULL,
     "line 1, column 2\n"
     "expected  a\\n\n"
     "found     a\n"
     "           ^\n"},
    {TEXT("x 3.14159\n"), TEXT("x 3.15\n"), &within, NULL,
     "line 1, column 6\n"
     "expected  x 3.14159\\n\n"
     "found     x 3.15\\n\n"
     "               ^\n"},
    {TEXT("\xc3\xa4\xc3\xb6 1\n"), TEXT("\xc3\xa4\xc3\xb6 2\n"), &exact, NULL,
     "line 1, column 4\n"
     "expected  \xc3\xa4\xc3\xb6 1\\n\n"
     "found     \xc3\xa4\xc3\xb6 2\\n\n"
     "             ^\n"},
    {TEXT("a  b c\n"), TEXT("a b d\n"), NULL, "lcmp",
     "line 1, column 5; in the answer line 1, column 6\n"
     "expected  a  b c\\n\n"
     "found      a b d\\n\n"
     "               ^\n"},
    {TEXT("a b\n"), TEXT("a  b\n"), NULL, "fcmp",
     "line 1, column 3\n"
     "expected  a b\\n\n"
     "found     a  b\\n\n"
     "            ^\n"},
    {TEXT("1 2\n"), TEXT("1 3\n"), NULL, "uncmp", NULL},
};

static void lines_and_a_caret_show_the_first_difference(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *shown = show(rows[i].answer, rows[i].output, rows[i].flags, rows[i].checker);

        assert_string_equal(shown ? shown : "none", rows[i].shown ? rows[i].shown : "none");
        free(shown);
    }
}

static void long_lines_are_cut_around_the_difference(void **state)
{
    enum { LONG = 100000 };
    char *answer = malloc(LONG), *output = malloc(LONG), *shown;

    (void)state;
    assert_true(answer && output);
    memset(answer, 'x', LONG);
    memset(output, 'x', LONG);
    output[50000] = 'y';
    shown = show((struct token){answer, LONG}, (struct token){output, LONG}, &exact, NULL);
    assert_non_null(shown);
    assert_non_null(strstr(shown, "line 1, column 50001\nexpected  ...xxx"));
    assert_non_null(strstr(shown, "xyx"));
    assert_true(strlen(shown) < 400);
    free(shown);
    /* Bytes that are no characters, at the cuts too. */
    memset(answer, 0x80, LONG);
    memset(output, 0x80, LONG);
    output[50000] = '\x81';
    shown = show((struct token){answer, LONG}, (struct token){output, LONG}, &exact, NULL);
    assert_non_null(shown);
    assert_non_null(strstr(shown, "\\x80\\x81\\x80"));
    assert_true(strlen(shown) < 1200);
    free(shown);
    free(answer);
    free(output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_a_caret_show_the_first_difference),
        cmocka_unit_test(long_lines_are_cut_around_the_difference),
    };

    return cmocka_run_group_tests_name("difference", tests, NULL, NULL);
}
