/* SPDX-License-Identifier: MIT */
#include "base/rng.h"
#include "inputs/mutate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static void ranges_are_read_as_people_write_them(void **state)
{
    static const struct {
        const char *text;
        size_t count;
        struct range ranges[3];
    } rows[] = {
        {"1 <= n <= 100", 1, {{1, 100}}},
        {"1 ≤ n, m ≤ 10^5", 2, {{1, 100000}, {1, 100000}}},
        {"0 < n < 5", 1, {{1, 4}}},
        {"100 >= n > -3", 1, {{-2, 100}}},
        {"the number n (1 ≤ n ≤ 2·10^5) and m (2 ≤ m ≤ 3)", 2, {{1, 200000}, {2, 3}}},
        {"1 <= n <= 100, -5 <= m <= 50", 2, {{1, 100}, {-5, 50}}},
        {"$1 \\le a_i \\leq 2 \\cdot 10^{9}$", 1, {{1, 2000000000}}},
        {"1 ≤ a_i ≤ b_i ≤ 1e9", 2, {{1, 1000000000}, {1, 1000000000}}},
        {"−10^9 ≤ x ≤ 10**9", 1, {{-1000000000, 1000000000}}},
        {"1 <= n <= 2^31-1", 1, {{1, 2147483647}}},
        {"1 <= n <= 10^9+7", 1, {{1, 1000000007}}},
        {"1 <= n <= 100,000", 1, {{1, 100000}}},
        {"n = 1..5", 1, {{1, 5}}},
        {"n >= 1\nn <= 7", 1, {{1, 7}}},
        {"0 <= n <= 10^30", 1, {{0, 1000000000000000000}}},
        {"1 <= i <= n", 0, {{0, 0}}},
        {"sum of n <= 5, n >= 1", 0, {{0, 0}}},
        {"1 <= n, n + m <= 5, 1 <= m", 0, {{0, 0}}},
        {"1 <= |s| <= 100", 0, {{0, 0}}},
        {"5 <= n <= 4", 0, {{0, 0}}},
        {"", 0, {{0, 0}}},
        {"< <= > n <", 0, {{0, 0}}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct constraints got;

        constraints_read(&got, rows[i].text, strlen(rows[i].text));
        if (got.count != rows[i].count)
            fail_msg("%s: %zu ranges", rows[i].text, got.count);
        for (size_t r = 0; r < got.count; r++)
            if (got.ranges[r].low != rows[i].ranges[r].low ||
                got.ranges[r].high != rows[i].ranges[r].high)
                fail_msg("%s: range %zu is %lld to %lld", rows[i].text, r,
                         (long long)got.ranges[r].low, (long long)got.ranges[r].high);
    }
}

static void any_bytes_can_be_read(void **state)
{
    static const char pieces[][5] = {"1",  "n",    "<=", "<", ">",  "..", "=",  ",", "10^", "{",
                                     "\n", "\\le", "-",  "*", "_i", "≤",  "e9", "[", " ",   "|"};
    struct rng rng;

    (void)state;
    rng_init(&rng, 1, 0);
    for (int n = 0; n < 20000; n++) {
        struct constraints got;
        char draft[30 * sizeof pieces[0]], *text;
        size_t length = 0;

        for (uint64_t left = rng_below(&rng, 30); left > 0; left--) {
            const char *piece = pieces[rng_below(&rng, sizeof pieces / sizeof pieces[0])];
            size_t more = strnlen(piece, sizeof pieces[0]);

            memcpy(draft + length, piece, more);
            length += more;
        }
        text = malloc(length +
                      (length == 0)); /* exactly as long: a sanitizer sees what is read past it */
        assert_non_null(text);
        memcpy(text, draft, length);
        constraints_read(&got, text, length);
        for (size_t r = 0; r < got.count; r++)
            assert_true(got.all.low <= got.ranges[r].low &&
                        got.ranges[r].low <= got.ranges[r].high &&
                        got.ranges[r].high <= got.all.high);
        free(text);
    }
}

/* "n m" and n numbers: what the proposals show at least and at most in each place. */
struct shown {
    long long low[3], high[3];
};

static void propose(const char *text, bool expected_order, struct shown *shown)
{
    const struct example examples[] = {{"3 7\n1 5 2\n", 10}, {"2 9\n4 4\n", 8}};
    struct buf out = BUF_INIT(1 << 20);
    struct constraints constraints;
    struct mutator *mutator;
    bool in_order;

    for (int i = 0; i < 3; i++) {
        shown->low[i] = INT64_MAX;
        shown->high[i] = INT64_MIN;
    }
    constraints_read(&constraints, text, strlen(text));
    assert_int_equal(mutator_new(&mutator, examples, 2, 1, 1 << 20, NULL), 0);
    assert_int_equal(mutator_constrain(mutator, &constraints, &in_order), 3);
    assert_int_equal(in_order, expected_order);
    for (int n = 0; n < 300; n++) {
        char *at, *end;

        assert_int_equal(mutator_next(mutator, &out, NULL), 0);
        at = (char *)(uintptr_t)buf_str(&out);
        for (int i = 0;; i++, at = end) {
            long long value = strtoll(at, &end, 10);
            int place = i < 2 ? i : 2;

            if (end == at)
                break;
            shown->low[place] = value < shown->low[place] ? value : shown->low[place];
            shown->high[place] = value > shown->high[place] ? value : shown->high[place];
        }
    }
    buf_release(&out);
    mutator_free(mutator);
}

static void proposals_keep_to_the_ranges_in_their_order(void **state)
{
    struct shown shown;

    (void)state;
    propose("2 <= n <= 6, 7 <= m <= 1000, 1 <= a_i <= 50", true, &shown);
    assert_true(shown.low[0] == 2 && shown.high[0] <= 6 && shown.high[0] > 3);
    assert_true(shown.low[1] == 7 && shown.high[1] == 1000);
    if (shown.low[2] != 1 || shown.high[2] != 50)
        fail_msg("a_i from %lld to %lld", shown.low[2], shown.high[2]);
}

/* The examples have m = 9, so that the ranges are not those of the numbers in their order. */
static void ranges_that_examples_contradict_bound_all_numbers(void **state)
{
    struct shown shown;

    (void)state;
    propose("1 <= n <= 10, 1 <= m <= 5, 1 <= a_i <= 50", false, &shown);
    for (int i = 0; i < 3; i++)
        assert_true(shown.low[i] >= 1 && shown.high[i] <= 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_read_as_people_write_them),
        cmocka_unit_test(any_bytes_can_be_read),
        cmocka_unit_test(proposals_keep_to_the_ranges_in_their_order),
        cmocka_unit_test(ranges_that_examples_contradict_bound_all_numbers),
    };

    return cmocka_run_group_tests_name("constraints", tests, NULL, NULL);
}
