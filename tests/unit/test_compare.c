/* SPDX-License-Identifier: MIT */
/* The comparison of an output with the answer, rule by rule. */
#include "base/rng.h"
#include "compare/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
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
    /* A tolerance that is met exactly, and one that is missed by one digit far behind it. */
    {&absolute, TEXT("1.1"), TEXT("1.100001"), true},
    {&absolute, TEXT("1.1"), TEXT("1.10000100000000000000000000000000000001"), false},
    {&absolute, TEXT("1.1"), TEXT("1.099999"), true},
    {&absolute, TEXT("1.1"), TEXT("1.09999899999999999999999999999999999999"), false},
    {&absolute, TEXT("-0.0000005"), TEXT("0.0000005"), true},
    {&absolute, TEXT("-0.0000005"), TEXT("0.00000050000000000000000000000000000001"), false},
    {&absolute, TEXT("12345678901234567890123"), TEXT("12345678901234567890123.000001"), true},
    {&absolute, TEXT("12345678901234567890123"), TEXT("12345678901234567890124"), false},
    {&absolute, TEXT("1"),
     TEXT("0.99999899999999999999999999999999999999999999999999999999999999999"
          "999999999999999999999999999999999999999999999999999999999999999999"),
     false},
    {&absolute, TEXT("0001.1e0"), TEXT("+110.0001e-02"), true},
    {&relative, TEXT("1.1"), TEXT("1.1000011"), true},
    {&relative, TEXT("1.1"), TEXT("1.10000110000000000000000000000000000001"), false},
    {&relative, TEXT("-3e5000"), TEXT("-3.000003e5000"), true},
    {&relative, TEXT("-3e5000"), TEXT("-3.0000031e5000"), false},
    {&relative, TEXT("3e-5000"), TEXT("3.000003e-5000"), true},
    {&relative, TEXT("3e-5000"), TEXT("3.0000031e-5000"), false},
    {&relative, TEXT("1e999999999"), TEXT("10.00001e999999998"), true},
    {&relative, TEXT("1e999999999"), TEXT("1e-999999999"), false},
    {&relative, TEXT("1e99999999999999999999"), TEXT("1e99999999999999999998"), false},
    {&absolute, TEXT("1e-999999999"), TEXT("-1e-999999999"), true},
    {&absolute, TEXT("1e999999999"), TEXT("1.0e+999999999"), true},
    {&both, TEXT("1.1"), TEXT("1.1000011"), true},
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

/* n × 10^-12, written in one of the many ways. */
static void write_number(char out[96], long long n, struct rng *rng)
{
    char digits[40];
    int count = snprintf(digits, sizeof digits, "%s%lld", &"0000"[rng_below(rng, 5)], llabs(n));
    int point = (int)rng_below(rng, (uint64_t)count + 1);

    snprintf(out, 96, "%s%.*s.%s%s%c%+d", n < 0 ? "-" : &"+"[rng_below(rng, 2)], point, digits,
             digits + point, &"000"[rng_below(rng, 4)], "eE"[rng_below(rng, 2)],
             count - point - 12);
}

/* The rule in whole numbers: a, s and `near` count 10^-12, `ratio` counts 10^-9. */
static bool is_within(long long a, long long s, long long near, long long ratio)
{
    __int128 distance = a < s ? (__int128)s - a : (__int128)a - s;

    return (near >= 0 && distance <= near) ||
           (ratio >= 0 && distance * 1000000000 <= (__int128)ratio * llabs(a));
}

/* One answer, with an output that is one of the tolerances away from it, or a little more or less. */
static void check_at_the_edge(struct rng *rng)
{
    static const long long parts[] = {1, 1000, 1000000, 123456, 15, 999999};
    long long part = parts[rng_below(rng, 6)], mantissa = (long long)(rng_next(rng) >> 34);
    long long near = rng_below(rng, 3) == 0 ? -1 : part * 1000;
    long long ratio = near >= 0 && rng_below(rng, 2) == 0 ? -1 : part;
    long long step = ratio < 0 || (near >= 0 && rng_below(rng, 2)) ? near : mantissa * ratio;
    long long a = (rng_below(rng, 2) ? 1000000000 : -1000000000) * mantissa;
    long long s = a + (rng_below(rng, 2) ? step : -step) + rng_between(rng, -1, 1);
    struct compare_flags flags = {.float_mode = true,
                                  .float_absolute = near < 0 ? -1 : (double)near / 1e12,
                                  .float_relative = ratio < 0 ? -1 : (double)ratio / 1e9};
    char answer[96], output[96];
    struct comparison c;

    write_number(answer, a, rng);
    write_number(output, s, rng);
    compare_output(answer, strlen(answer), output, strlen(output), &flags, &c);
    if (c.equal != is_within(a, s, near, ratio))
        fail_msg("%s and %s compare wrongly at %g absolute, %g relative: %s", answer, output,
                 flags.float_absolute, flags.float_relative, c.detail);
}

static void tolerances_are_exact(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 9, 0);
    for (int i = 0; i < 200000; i++)
        check_at_the_edge(&rng);
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
        cmocka_unit_test(tolerances_are_exact),
        cmocka_unit_test(null_pointers_are_fine_for_nothing),
    };

    return cmocka_run_group_tests_name("compare", tests, NULL, NULL);
}
