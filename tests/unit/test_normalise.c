/* SPDX-License-Identifier: MIT */
/* The canonical form of outputs, alone and against the comparison. */
#include "base/rng.h"
#include "compare/compare.h"
#include "compare/normalise.h"

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
    .float_mode = true, .float_absolute = 1e-2, .float_relative = -1};
static const struct compare_flags relative = {
    .float_mode = true, .float_absolute = -1, .float_relative = 1e-6};
static const struct compare_flags wide = {
    .float_mode = true, .float_absolute = 100, .float_relative = -1};
static const struct compare_flags loose = {
    .float_mode = true, .float_absolute = 2e-2, .float_relative = -1};
static const struct compare_flags zero = {
    .float_mode = true, .float_absolute = 0, .float_relative = 0};

static struct hash128 form(const char *text, size_t n, const struct compare_flags *flags)
{
    struct hash_state *state = hash_new();
    struct hash128 h;

    normalise_output(text, n, flags, state);
    h = hash_digest(state);
    hash_free(state);
    return h;
}

static const struct {
    const struct compare_flags *flags;
    const char *a, *b;
    bool same;
} cases[] = {
    {&plain, "a b\n", " A\t\n B ", true},
    {&plain, "a b", "ab", false},
    {&plain, "", " \n", true},
    {&plain, "1.0", "1", false},
    {&plain, "\xc4", "\xe4", false},
    {&cased, "a", "A", false},
    {&cased, "a  b", "a\nb\n", true},
    {&spaced, "a b\n", "A B\n", true},
    {&spaced, "a b", "a  b", false},
    {&spaced, "a b", "a b\n", false},
    {&both, "1.0000000001", "1", true},
    {&both, "0.99999999999", "1.0", true},
    {&both, "-0.0000004", "0", true},
    {&both, "-0", "0", true},
    {&both, "1e6", "+1000000.0", true},
    {&both, "123456", "123457", false},
    {&both, "1234567", "1234568", true},
    {&both, "0.12", "0.13", false},
    {&both, "nan", "0", false},
    {&both, "0x10", "16", false},
    {&both, "1e999999", "10e999998", true},
    {&both, "1e999999", "2e999999", false},
    {&relative, "0.000000123456", "0.000000123457", false},
    {&relative, "0.0000001234561", "0.0000001234562", true},
    {&absolute, "123", "124", false},
    {&absolute, "123456789.001", "123456789.002", true},
    {&absolute, "123456789.01", "123456789.03", false},
    {&absolute, "0.0099", "-0.0099", true},
    {&relative, "1e-99999", "0", true},
    {&absolute, "0.125", "0.13", true},
    {&absolute, "9.999", "10", true},
    {&loose, "0.015", "0", true},
    {&loose, "0.025", "0", false},
    {&wide, "1210", "1249", true},
    {&wide, "1210", "1310", false},
    {&wide, "99", "-99", true},
    {&zero, "1.00", "1", true},
    {&zero, "1", "1.0000000000000001", false},
};

static void each_pair_is_told_apart_or_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *a = cases[i].a, *b = cases[i].b;

        if (hash_equal(form(a, strlen(a), cases[i].flags), form(b, strlen(b), cases[i].flags)) !=
            cases[i].same)
            fail_msg("'%s' and '%s'", a, b);
    }
}

static void the_form_is_what_the_header_says(void **state)
{
    static const char output[] = " Ab\n\nC\0d  1.50 ";

    (void)state;
    assert_true(
        hash_equal(form(output, sizeof output - 1, &plain), hash_bytes("ab c\0d 1.50", 11)));
    assert_true(
        hash_equal(form(output, sizeof output - 1, &both), hash_bytes("ab c\0d 15e-1", 12)));
    assert_true(
        hash_equal(form(output, sizeof output - 1, &spaced), hash_bytes(" ab\n\nc\0d  1.50 ", 15)));
    assert_true(hash_equal(form(NULL, 0, &plain), hash_bytes("", 0)));
}

static void long_tokens_are_fed_whole(void **state)
{
    static const size_t n = 100000;
    char *text = malloc(n), *lowered = malloc(n);

    (void)state;
    memset(text, 'X', n);
    memset(lowered, 'x', n);
    assert_true(hash_equal(form(text, n, &plain), hash_bytes(lowered, n)));
    free(text);
    free(lowered);
}

/* A random token; digits, letters, odd bytes. */
static size_t random_token(struct rng *rng, char out[16])
{
    static const char letters[] = "abXY01239.-e+\x80\xff\x01";
    size_t n = 1 + (size_t)rng_below(rng, 6);

    for (size_t i = 0; i < n; i++)
        out[i] = rng_below(rng, 20) == 0 ? '\0' : letters[rng_below(rng, sizeof letters - 1)];
    return n;
}

static size_t random_space(struct rng *rng, char *out, size_t least)
{
    size_t n = least + (size_t)rng_below(rng, 3);

    for (size_t i = 0; i < n; i++)
        out[i] = " \f\n\r\t\v"[rng_below(rng, 6)];
    return n;
}

static char random_case(struct rng *rng, char c)
{
    bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

    return is_letter && rng_below(rng, 2) ? (char)(c ^ 0x20) : c;
}

struct text {
    char bytes[1024];
    size_t len;
};

/* Adds a token to both, with whitespace and letter case of their own. */
static void add_to_both(struct rng *rng, struct text *a, struct text *b)
{
    char token[16];
    size_t n = random_token(rng, token);

    a->len += random_space(rng, a->bytes + a->len, 1);
    b->len += random_space(rng, b->bytes + b->len, 1);
    for (size_t i = 0; i < n; i++) {
        a->bytes[a->len++] = random_case(rng, token[i]);
        b->bytes[b->len++] = random_case(rng, token[i]);
    }
}

static bool same_form(const struct text *a, const struct text *b, const struct compare_flags *flags)
{
    return hash_equal(form(a->bytes, a->len, flags), form(b->bytes, b->len, flags));
}

static bool compares_equal(const struct text *a, const struct text *b,
                           const struct compare_flags *flags)
{
    struct comparison c;

    compare_output(a->bytes, a->len, b->bytes, b->len, flags, &c);
    return c.equal;
}

static void equal_outputs_have_equal_forms_and_others_not(void **state)
{
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 1);
    for (int round = 0; round < 5000; round++) {
        struct text a = {.len = 0}, b = {.len = 0};
        int tokens = (int)rng_below(&rng, 12);

        for (int i = 0; i < tokens; i++)
            add_to_both(&rng, &a, &b);
        a.len += random_space(&rng, a.bytes + a.len, 0);
        assert_true(compares_equal(&a, &b, &plain) && same_form(&a, &b, &plain));
        assert_true(compares_equal(&a, &b, &both) && same_form(&a, &b, &both));
        assert_int_equal(compares_equal(&a, &b, &cased), same_form(&a, &b, &cased));
        assert_int_equal(compares_equal(&a, &b, &spaced), same_form(&a, &b, &spaced));
        if (a.len == 0)
            continue;
        a.bytes[rng_below(&rng, a.len)] = "b7 \n"[rng_below(&rng, 4)];
        assert_int_equal(compares_equal(&a, &b, &plain), same_form(&a, &b, &plain));
        assert_int_equal(compares_equal(&a, &b, &cased), same_form(&a, &b, &cased));
        assert_int_equal(compares_equal(&a, &b, &spaced), same_form(&a, &b, &spaced));
    }
}

/* What two programs print of one value: with rounding errors, and with different formats. */
static void numbers_that_differ_by_rounding_errors_have_equal_forms(void **state)
{
    struct rng rng;
    int apart = 0;

    (void)state;
    rng_init(&rng, 2, 1);
    for (int round = 0; round < 5000; round++) {
        double x = (double)rng_between(&rng, -1000000000, 1000000000) / 3e5;
        struct text a = {.len = 0}, b = {.len = 0};

        a.len = (size_t)sprintf(a.bytes, "%.12f", x);
        b.len = (size_t)sprintf(b.bytes, "%.15g", x * (1 + 1e-14));
        assert_true(compares_equal(&a, &b, &both));
        apart += !same_form(&a, &b, &both);
    }
    assert_in_range(apart, 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_pair_is_told_apart_or_not),
        cmocka_unit_test(the_form_is_what_the_header_says),
        cmocka_unit_test(long_tokens_are_fed_whole),
        cmocka_unit_test(equal_outputs_have_equal_forms_and_others_not),
        cmocka_unit_test(numbers_that_differ_by_rounding_errors_have_equal_forms),
    };

    return cmocka_run_group_tests_name("normalise", tests, NULL, NULL);
}
