/* SPDX-License-Identifier: MIT */
#include "inputs/mutate.h"
#include "inputs/shrink.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef bool (*still_fails)(const char *text);

/* Accepts the first variant that still fails, until there is none; what is left is in `out`. */
static size_t shrink(const char *text, still_fails fails, struct buf *out)
{
    struct shrinker *s = NULL;
    struct buf bytes = BUF_INIT(1 << 16);
    size_t looks = 0, number = 0;
    bool first = true;

    assert_int_equal(shrinker_new(&s, text, strlen(text), NULL), 0);
    assert_int_equal(buf_adds(out, text), 0);
    for (int rc; (rc = shrinker_next(s, first, &bytes, NULL)) != 0 || !first;) {
        assert_true(rc >= 0);
        if (rc == 0) { /* the batch is full */
            first = true;
            continue;
        }
        number = first ? 0 : number + 1;
        first = false;
        looks++;
        assert_true(looks < 1000000);
        if (!fails(buf_str(&bytes)))
            continue;
        buf_clear(out);
        assert_int_equal(buf_add(out, bytes.data, bytes.len), 0);
        assert_int_equal(shrinker_accept(s, number, NULL), 0);
        first = true;
    }
    shrinker_free(s);
    buf_release(&bytes);
    return looks;
}

static void assert_shrinks(const char *text, still_fails fails, const char *wanted)
{
    struct buf out = BUF_INIT(1 << 16);

    shrink(text, fails, &out);
    assert_string_equal(buf_str(&out), wanted);
    buf_release(&out);
}

/* "n", then exactly n numbers; fails when a number above 100 is there. */
static bool list_fails(const char *text)
{
    char *end;
    long n = strtol(text, &end, 10), count = 0;
    bool large = false;

    if (n < 1)
        return false;
    for (;;) {
        const char *from = end;
        long value = strtol(from, &end, 10);

        if (end == from)
            break;
        large |= value > 100;
        count++;
    }
    return count == n && large;
}

static void lists_lose_elements_and_their_count(void **state)
{
    (void)state;
    assert_shrinks("6\n4 8 15 1600 23 42\n", list_fails, "1\n160\n");
    assert_shrinks("3\n1\n2\n1010\n", list_fails, "1\n101\n");
}

/* "r c", then r rows of c letters; fails when there is an 'x'. */
static bool grid_fails(const char *text)
{
    int r, c, used;
    bool x = false;

    if (sscanf(text, "%d %d\n%n", &r, &c, &used) != 2 || r < 1 || c < 1)
        return false;
    text += used;
    for (int i = 0; i < r; i++) {
        if (strcspn(text, "\n") != (size_t)c || text[c] != '\n')
            return false;
        x |= memchr(text, 'x', (size_t)c) != NULL;
        text += c + 1;
    }
    return *text == '\0' && x;
}

static void grids_lose_rows_and_columns(void **state)
{
    (void)state;
    assert_shrinks("3 4\n....\n..x.\n....\n", grid_fails, "1 1\nx\n");
}

/* "t", then t cases, each a line "n" and a line of n numbers; fails when a list has a 7. */
static bool cases_fail(const char *text)
{
    char *end;
    long t = strtol(text, &end, 10);
    bool seven = false;

    for (long i = 0; i < t; i++) {
        long n = strtol(end, &end, 10);

        if (n < 1)
            return false;
        for (long j = 0; j < n; j++) {
            const char *from = end;

            seven |= strtol(from, &end, 10) == 7;
            if (end == from || memchr(from + 1, '\n', (size_t)(end - from - 1)))
                return false;
        }
        if (*end != '\n')
            return false;
    }
    return end[strspn(end, "\n")] == '\0' && seven;
}

static void whole_cases_are_left_out(void **state)
{
    (void)state;
    assert_shrinks("3\n2\n1 2\n3\n5 7 9\n1\n4\n", cases_fail, "1\n1\n7\n");
}

static bool any_negative(const char *text)
{
    return strchr(text, '-') != NULL;
}

static void numbers_go_towards_zero_in_few_steps(void **state)
{
    struct buf out = BUF_INIT(1 << 16);

    (void)state;
    assert_true(shrink("-123456789012345678 999999999999999999\n", any_negative, &out) < 200);
    assert_string_equal(buf_str(&out), "-1\n");
    buf_release(&out);
}

static bool never(const char *text)
{
    (void)text;
    return false;
}

static void what_is_no_text_has_no_variants(void **state)
{
    struct buf out = BUF_INIT(1 << 16);

    (void)state;
    assert_int_equal(shrink("\x01\x02\x03", never, &out), 0);
    buf_clear(&out);
    assert_int_equal(shrink("", never, &out), 0);
    buf_release(&out);
}

static void a_text_fits_the_examples_or_not(void **state)
{
    const struct example examples[] = {{"3\n1 2 3\n", 8}, {"5\n1 2 3 4 5\n", 12}};
    static const struct {
        const char *text;
        bool fits;
    } texts[] = {
        {"1\n1\n", true},    {"2\n7 9\n", true}, {"2\n7\n", false},
        {"1\n1 2\n", false}, {"1\n0\n", false},  {"1\n-4\n", false},
    };
    struct mutator *m = NULL;

    (void)state;
    assert_int_equal(mutator_new(&m, examples, 2, 1, 1 << 16, NULL), 0);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_int_equal(mutator_fits(m, texts[i].text, strlen(texts[i].text)), texts[i].fits);
    mutator_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_lose_elements_and_their_count),
        cmocka_unit_test(grids_lose_rows_and_columns),
        cmocka_unit_test(whole_cases_are_left_out),
        cmocka_unit_test(numbers_go_towards_zero_in_few_steps),
        cmocka_unit_test(what_is_no_text_has_no_variants),
        cmocka_unit_test(a_text_fits_the_examples_or_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
