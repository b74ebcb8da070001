/* SPDX-License-Identifier: MIT */
/* The table from hashes to numbers. */
#include "base/table.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { ENTRIES = 50000 };

static int make_table(void **state)
{
    *state = table_new();
    return *state ? 0 : -1;
}

static int free_table(void **state)
{
    table_free(*state);
    return 0;
}

static void put(struct table *table, struct hash128 key, size_t value)
{
    assert_int_equal(table_put(table, key, value), 0);
}

static void assert_found(const struct table *table, struct hash128 key, size_t value)
{
    size_t got = 4711;

    assert_true(table_get(table, key, &got));
    assert_int_equal(got, value);
}

static void nothing_is_found_in_an_empty_one(void **state)
{
    size_t value = 4711;

    assert_false(table_get(*state, hash_bytes("x", 1), &value));
    assert_int_equal(value, 4711);
    table_free(NULL);
}

static void the_last_value_put_is_found(void **state)
{
    const struct hash128 key = hash_bytes("x", 1);

    put(*state, key, 0);
    assert_found(*state, key, 0);
    put(*state, key, SIZE_MAX);
    assert_found(*state, key, SIZE_MAX);
}

/* The table hashes by one half only: keys that differ in any bit are still different. */
static void keys_that_differ_in_one_bit_are_different(void **state)
{
    const struct hash128 key = {.hi = 0x0123456789abcdef, .lo = 0xfedcba9876543210};
    size_t value;

    put(*state, key, 1000);
    for (size_t bit = 0; bit < 64; bit++) {
        put(*state, (struct hash128){key.hi ^ (uint64_t)1 << bit, key.lo}, bit);
        put(*state, (struct hash128){key.hi, key.lo ^ (uint64_t)1 << bit}, 64 + bit);
    }
    assert_found(*state, key, 1000);
    for (size_t bit = 0; bit < 64; bit++) {
        assert_found(*state, (struct hash128){key.hi ^ (uint64_t)1 << bit, key.lo}, bit);
        assert_found(*state, (struct hash128){key.hi, key.lo ^ (uint64_t)1 << bit}, 64 + bit);
    }
    assert_false(table_get(*state, (struct hash128){key.lo, key.hi}, &value));
}

static struct hash128 draw(struct rng *rng)
{
    struct hash128 key = {.hi = rng_next(rng)};

    key.lo = rng_next(rng);
    return key;
}

static void many_are_all_found_and_no_others(void **state)
{
    size_t value;
    struct rng rng;

    rng_init(&rng, 3, 0);
    for (size_t i = 0; i < ENTRIES; i++)
        put(*state, draw(&rng), i);
    rng_init(&rng, 3, 0);
    for (size_t i = 0; i < ENTRIES; i++) {
        struct hash128 key = draw(&rng);

        assert_found(*state, key, i);
        key.hi++;
        assert_false(table_get(*state, key, &value));
    }
}

#define WITH_TABLE(test) cmocka_unit_test_setup_teardown(test, make_table, free_table)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TABLE(nothing_is_found_in_an_empty_one),
        WITH_TABLE(the_last_value_put_is_found),
        WITH_TABLE(keys_that_differ_in_one_bit_are_different),
        WITH_TABLE(many_are_all_found_and_no_others),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
