/* SPDX-License-Identifier: MIT */
#include "inputs/dictionary.h"
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { DRAWS = 2000 };

static struct dictionary *read_one(enum literal_style style, const char *source)
{
    struct dictionary *d = NULL;

    assert_int_equal(dictionary_new(&d, NULL), 0);
    assert_int_equal(dictionary_read(d, style, source, strlen(source), NULL), 0);
    assert_int_equal(dictionary_settle(d, NULL), 0);
    return d;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(left, right);
}

/* All that can be drawn, sorted: numbers as they are, characters as 'c', words as "w". */
static void list_all(const struct dictionary *d, struct buf *out)
{
    char seen[64][40];
    size_t count = 0;
    struct rng rng;

    rng_init(&rng, 1, 0);
    for (int i = 0; i < 3 * DRAWS; i++) {
        char text[40] = "", c;
        int64_t number;
        struct span word;
        size_t at = 0;

        if (i % 3 == 0 && dictionary_number(d, &rng, &number))
            snprintf(text, sizeof text, "%lld", (long long)number);
        if (i % 3 == 1 && dictionary_char(d, &rng, &c))
            snprintf(text, sizeof text, "'%c'", c);
        if (i % 3 == 2 && dictionary_word(d, &rng, &word))
            snprintf(text, sizeof text, "\"%.*s\"", (int)word.len, word.data);
        while (at < count && strcmp(seen[at], text) != 0)
            at++;
        if (*text && at == count)
            memcpy(seen[count++], text, sizeof text);
    }
    qsort(seen, count, sizeof seen[0], by_text);
    for (size_t i = 0; i < count; i++)
        buf_addf(out, "%s%s", i ? " " : "", seen[i]);
}

static const struct named_row {
    const char *sentence;
    enum literal_style style;
    const char *source, *expected;
} rows[] = {
    {"numbers with suffixes, separators and bases", LITERALS_C,
     "int a[105]; long b = 1'000'000LL, c = 0x1F, d = 10u;", "10 1000000 105 31"},
    {"exponents are whole numbers", LITERALS_C, "const double m = 1e9; int k = 2E3;",
     "1000000000 2000"},
    {"fractions and what is too large are not taken", LITERALS_C,
     "x = 3.14 + 1e-9 + 99999999999999999999 + 1e30;", ""},
    {"a name with digits is no number", LITERALS_C, "int x1, dp_2, a3b;", ""},
    {"characters, escaped ones too", LITERALS_C,
     "c == 'z' || c == '\\\\' || c == '\\'' || c == '\"'", "'\"' ''' '\\' 'z'"},
    {"blanks and controls are none of an input's characters", LITERALS_C,
     "c == ' ' || c == '\\n' || c == '\\0'", ""},
    {"words, but no formats, no sentences", LITERALS_C,
     "strcmp(s, \"push\"); puts(\"no way\"); scanf(\"%d%s\", x);", "\"push\""},
    {"comments are not read", LITERALS_C, "a = 1; // 2 'x'\n/* 3 \"w\" */ b = 4;", "1 4"},
    {"a comment sign in a text is none", LITERALS_C, "s = \"//\"; t = 7;", "\"//\" 7"},
    {"an apostrophe alone is no character", LITERALS_C, "fn f<'a>(x: &'a str) -> i32 { 12 }", "12"},
    {"scripts: # comments, both quotes, documentation", LITERALS_SCRIPT,
     "# 5\n\"\"\"doc 6 'q'\"\"\"\nif s == 'a' or s == \"bc\": n = 10_000 # 7\n",
     "\"bc\" 'a' 10000"},
    {"// divides in scripts", LITERALS_SCRIPT, "n = m // 25", "25"},
};

static void literals_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct dictionary *d = read_one(rows[i].style, rows[i].source);
        struct buf got = BUF_INIT(4096);

        list_all(d, &got);
        if (strcmp(buf_str(&got), rows[i].expected) != 0)
            fail_msg("%s: expected [%s], got [%s]", rows[i].sentence, rows[i].expected,
                     buf_str(&got));
        buf_release(&got);
        dictionary_free(d);
    }
}

static void what_more_programs_name_is_drawn_more_often(void **state)
{
    struct dictionary *d = NULL;
    int64_t number;
    int often = 0;
    struct rng rng;

    (void)state;
    assert_int_equal(dictionary_new(&d, NULL), 0);
    for (int i = 0; i < 16; i++)
        assert_int_equal(dictionary_read(d, LITERALS_C, "7, 7", 4, NULL), 0);
    assert_int_equal(dictionary_read(d, LITERALS_C, "8, 8, 8", 7, NULL), 0);
    assert_int_equal(dictionary_settle(d, NULL), 0);
    rng_init(&rng, 1, 0);
    for (int i = 0; i < DRAWS; i++) {
        assert_true(dictionary_number(d, &rng, &number));
        often += number == 7;
    }
    /* Weights 5 and 1. */
    assert_true(often > DRAWS * 7 / 10 && often < DRAWS * 95 / 100);
    dictionary_free(d);
}

static void random_bytes_do_no_harm(void **state)
{
    static const char alphabet[] = "0'\"\\/*#\n x9e.%_\xff";
    struct dictionary *d = NULL;
    struct rng rng;

    (void)state;
    rng_init(&rng, 2, 0);
    assert_int_equal(dictionary_new(&d, NULL), 0);
    for (int n = 0; n < 20000; n++) {
        char *text = malloc(40);
        size_t length = (size_t)rng_below(&rng, 40);

        for (size_t i = 0; i < length; i++)
            text[i] = alphabet[rng_below(&rng, sizeof alphabet)];
        text = realloc(text, length + 1);
        assert_int_equal(
            dictionary_read(d, n % 2 ? LITERALS_C : LITERALS_SCRIPT, text, length, NULL), 0);
        free(text);
    }
    assert_int_equal(dictionary_settle(d, NULL), 0);
    dictionary_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_taken),
        cmocka_unit_test(what_more_programs_name_is_drawn_more_often),
        cmocka_unit_test(random_bytes_do_no_harm),
    };

    return cmocka_run_group_tests_name("dictionary", tests, NULL, NULL);
}
