/* SPDX-License-Identifier: MIT */
/* The comparison of an output with the answer, rule by rule. */
#include "judge/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct compare_flags plain = {.float_absolute = -1, .float_relative = -1};
static const struct compare_flags cased = {
    .case_sensitive = true, .float_absolute = -1, .float_relative = -1};
static const struct compare_flags spaced = {
    .space_change_sensitive = true, .float_absolute = -1, .float_relative = -1};
static const struct compare_flags both = {
    .float_mode = true, .float_absolute = 1e-6, .float_relative = 1e-6};
static const struct compare_flags absolute = {
    .float_mode = true, .float_absolute = 1e-6, .float_relative = -1};
static const struct compare_flags relative = {
    .float_mode = true, .float_absolute = -1, .float_relative = 1e-6};
static const struct compare_flags fine = {
    .float_mode = true, .float_absolute = 1.23456e-6, .float_relative = -1};
static const struct compare_flags zero = {
    .float_mode = true, .float_absolute = 0, .float_relative = -1};

/* A text with its length, so that NULs can be in it. */
#define TEXT(literal) (literal), sizeof(literal) - 1

static const struct {
    const struct compare_flags *flags;
    const char *answer;
    size_t answer_len;
    const char *output;
    size_t output_len;
    bool equal;
} cases[] = {
    {&plain, TEXT("1 2\n3\n"), TEXT("  1\t2 3"), true},
    {&plain, TEXT("a"),
     TEXT("\x20\x0c\x0a\x0d\x09\x0b"
          "a"),
     true},
    {&plain, TEXT("a b"),
     TEXT("a\xa0"
          "b"),
     false},
    {&plain, TEXT("a b"), TEXT("ab"), false},
    {&plain, TEXT(""), TEXT(" \n"), true},
    {&plain, TEXT(""), TEXT("x"), false},
    {&plain, TEXT("x"), TEXT(""), false},
    {&plain, TEXT("x x"), TEXT("x x x"), false},
    {&plain, TEXT("Yes"), TEXT("yES"), true},
    {&plain, TEXT("[@`{"), TEXT("{`@["), false},
    {&plain, TEXT("\xc3\x84"), TEXT("\xc3\xa4"), false},
    {&plain, TEXT("1.0"), TEXT("1.00"), false},
    {&plain, TEXT("a\0b"), TEXT("a\0c"), false},
    {&plain, TEXT("a"), TEXT("a\0"), false},
    {&plain, TEXT("\0 a"), TEXT("\0\na"), true},
    {&cased, TEXT("Yes"), TEXT("yes"), false},
    {&cased, TEXT("Yes"), TEXT(" Yes"), true},
    {&spaced, TEXT("a  b\n"), TEXT("A  B\n"), true},
    {&spaced, TEXT("a  b\n"), TEXT("a b\n"), false},
    {&spaced, TEXT("a b\n"), TEXT("a\tb\n"), false},
    {&spaced, TEXT("a\n"), TEXT("a"), false},
    {&spaced, TEXT("a\n"), TEXT("a\n\n"), false},
    {&spaced, TEXT("a\n"), TEXT(" a\n"), false},
    {&spaced, TEXT(""), TEXT("\n"), false},
    {&both, TEXT("1.0"), TEXT("1"), true},
    {&both, TEXT("1000000"), TEXT("1000001"), true},
    {&both, TEXT("1000000"), TEXT("1000002"), false},
    {&both, TEXT("0"), TEXT("-0.000001"), true},
    {&both, TEXT("0"), TEXT("0.0000011"), false},
    {&both, TEXT(".5"), TEXT("+5.e-1"), true},
    {&both, TEXT("abc"), TEXT("ABC"), true},
    {&both, TEXT("abc"), TEXT("1"), false},
    {&both, TEXT("1"), TEXT("abc"), false},
    {&both, TEXT("1"), TEXT("1x"), false},
    {&both, TEXT("1"), TEXT("1\0"), false},
    {&both, TEXT("8"), TEXT("0x8"), false},
    {&both, TEXT("0x8"), TEXT("8"), false},
    {&both, TEXT("nan"), TEXT("nan"), true},
    {&both, TEXT("1"), TEXT("nan"), false},
    {&both, TEXT("inf"), TEXT("1e99999"), false},
    {&both, TEXT("INF"), TEXT("inf"), true},
    {&both, TEXT("1"), TEXT("inf"), false},
    {&both, TEXT("."), TEXT("0"), false},
    {&both, TEXT("1e"), TEXT("1"), false},
    {&both, TEXT("e5"), TEXT("0"), false},
    {&both, TEXT("1.2.3"), TEXT("1.2"), false},
    {&both, TEXT("--1"), TEXT("1"), false},
    {&both, TEXT("1e999999"), TEXT("1E999999"), true},
    {&both, TEXT("1e999999"), TEXT("2e999999"), false},
    {&both, TEXT("1"), TEXT("1e999999999999999999999999"), false},
    {&both, TEXT("0"), TEXT("1e-999999999999999999999999"), true},
    {&both, TEXT("0"), TEXT("0e999999999999999999999999"), true},
    {&absolute, TEXT("1000000"), TEXT("1000001"), false},
    {&absolute, TEXT("1"), TEXT("1.0000009"), true},
    {&fine, TEXT("0"), TEXT("0.00000123456"), true},
    {&fine, TEXT("0"), TEXT("0.00000123457"), false},
    {&relative, TEXT("0"), TEXT("1e-9"), false},
    {&relative, TEXT("1e-9"), TEXT("1.0000005e-9"), true},
    {&relative, TEXT("-2"), TEXT("2"), false},
    {&relative, TEXT("1e4000"), TEXT("1.0000001e4000"), true},
    {&zero, TEXT("1.0"), TEXT("1"), true},
    {&zero, TEXT("12345678901234567"), TEXT("12345678901234568"), false},
};

/* An exact copy, so that the sanitizer sees a read past the end. */
static char *copy(const char *text, size_t n)
{
    char *bytes = malloc(n ? n : 1);

    memcpy(bytes, text, n);
    return bytes;
}

static void each_case_has_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *answer = copy(cases[i].answer, cases[i].answer_len);
        char *output = copy(cases[i].output, cases[i].output_len);
        struct comparison c;

        compare_output(answer, cases[i].answer_len, output, cases[i].output_len, cases[i].flags,
                       &c);
        if (c.equal != cases[i].equal)
            fail_msg("'%s' and '%s' compare wrongly: %s", cases[i].answer, cases[i].output,
                     c.detail);
        assert_int_equal(c.equal, c.line == 0);
        assert_int_equal(c.equal, c.detail[0] == '\0');
        free(answer);
        free(output);
    }
}

static const struct {
    const struct compare_flags *flags;
    const char *answer, *output;
    size_t line;
    const char *detail;
} details[] = {
    {&plain, "1 2 yes", "1\n2 no", 2, "token 3 on line 2: expected \"yes\", found \"no\""},
    {&plain, "1 2", "1\n", 2, "token 2 on line 2: expected \"2\", found the end of the output"},
    {&plain, "1", "1 x\n", 1, "token 2 on line 1: expected no more, found \"x\""},
    {&plain, "a", "\"\\\x01\xff", 1,
     "token 1 on line 1: expected \"a\", found \"\\\"\\\\\\x01\\xff\""},
    {&both, "1", "x", 1, "token 1 on line 1: expected \"1\", found \"x\", which is not a number"},
    {&both, "1", "2", 1, "token 1 on line 1: expected \"1\", found \"2\", beyond the tolerance"},
    {&spaced, "a b", "a\n\tb", 1,
     "whitespace before token 2 on line 1: expected \" \", found \"\\n\\t\""},
    {&plain, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaB",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaC", 1,
     "token 1 on line 1: expected ...\"aaaaaaaaaaB\", found ...\"aaaaaaaaaaC\""},
    {&plain, "b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1,
     "token 1 on line 1: expected \"b\", found \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"..."},
};

static void the_detail_says_where_and_what(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        struct comparison c;

        compare_output(details[i].answer, strlen(details[i].answer), details[i].output,
                       strlen(details[i].output), details[i].flags, &c);
        assert_false(c.equal);
        assert_string_equal(c.detail, details[i].detail);
        assert_int_equal(c.line, details[i].line);
    }
}

static void a_million_digits_are_a_number(void **state)
{
    static const size_t n = 1000000;
    char *answer = malloc(n + 1), *output = malloc(n);
    struct comparison c;

    (void)state;
    memset(answer, '0', n + 1);
    memcpy(answer, "0.25", 4);
    memset(output, '9', n);
    memcpy(output, "0.249", 5);
    compare_output(answer, n + 1, output, n, &both, &c);
    assert_true(c.equal);
    output[4] = '8';
    compare_output(answer, n + 1, output, n, &both, &c);
    assert_false(c.equal);
    memset(answer, '1', n + 1); /* 10^1000000: too large to have a distance */
    memset(output, '1', n);
    compare_output(answer, n + 1, output, n, &both, &c);
    assert_false(c.equal);
    compare_output(answer, n, output, n, &both, &c);
    assert_true(c.equal);
    free(answer);
    free(output);
}

static void null_pointers_are_fine_for_nothing(void **state)
{
    struct comparison c;

    (void)state;
    compare_output(NULL, 0, NULL, 0, &plain, &c);
    assert_true(c.equal);
    compare_output(NULL, 0, " ", 1, &plain, &c);
    assert_true(c.equal);
    compare_output("x", 1, NULL, 0, &spaced, &c);
    assert_false(c.equal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_has_its_verdict),
        cmocka_unit_test(the_detail_says_where_and_what),
        cmocka_unit_test(a_million_digits_are_a_number),
        cmocka_unit_test(null_pointers_are_fine_for_nothing),
    };

    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
