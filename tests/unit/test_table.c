/* SPDX-License-Identifier: MIT */
/* The table from hashes to numbers. */
#include "base/table.h"
#include "base/rng.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { ENTRIES = 50000 };

/* Keys by number, and the table of them. */
struct list {
    struct hash128 keys[ENTRIES];
    size_t count;
    struct table *table;
};

static struct hash128 key_of(const void *context, size_t n)
{
    const struct list *list = context;

    assert_true(n < list->count);
    return list->keys[n];
}

static int make_table(void **state)
{
    struct list *list = calloc(1, sizeof *list);

    *state = list;
    if (list)
        list->table = table_new(key_of, list);
    return list && list->table ? 0 : -1;
}

static int free_table(void **state)
{
    struct list *list = *state;

    table_free(list->table);
    free(list);
    return 0;
}

static void put(struct list *list, struct hash128 key)
{
    list->keys[list->count++] = key;
    assert_int_equal(table_put(list->table, list->count - 1), 0);
}

static void assert_found(const struct list *list, struct hash128 key, size_t number)
{
    size_t got = number + 1;

    assert_true(table_get(list->table, key, &got));
    assert_int_equal(got, number);
}

static void nothing_is_found_in_an_empty_one(void **state)
{
    const struct list *list = *state;
    size_t number = 4711;

    assert_false(table_get(list->table, hash_bytes("x", 1), &number));
    assert_false(table_get(list->table, (struct hash128){0, 0}, &number));
    assert_int_equal(number, 4711);
    table_free(NULL);
}

static void numbers_that_are_too_large_are_refused(void **state)
{
    struct list *list = *state;

    assert_int_equal(table_put(list->table, UINT32_MAX), -1);
    assert_int_equal(table_put(list->table, SIZE_MAX), -1);
}

/* The table hashes by one half only: keys that differ in any bit are still different. */
static void keys_that_differ_in_one_bit_are_different(void **state)
{
    const struct hash128 key = {.hi = 0x0123456789abcdef, .lo = 0xfedcba9876543210};
    struct list *list = *state;
    size_t number;

    put(list, key);
    for (size_t bit = 0; bit < 64; bit++) {
        put(list, (struct hash128){key.hi ^ (uint64_t)1 << bit, key.lo});
        put(list, (struct hash128){key.hi, key.lo ^ (uint64_t)1 << bit});
    }
    for (size_t n = 0; n < list->count; n++)
        assert_found(list, list->keys[n], n);
    assert_false(table_get(list->table, (struct hash128){key.lo, key.hi}, &number));
}

static struct hash128 draw(struct rng *rng)
{
    struct hash128 key = {.hi = rng_next(rng)};

    key.lo = rng_next(rng);
    return key;
}

static void many_are_all_found_and_no_others(void **state)
{
    struct list *list = *state;
    size_t number;
    struct rng rng;

    rng_init(&rng, 3, 0);
    put(list, (struct hash128){0, 0});
    while (list->count < ENTRIES)
        put(list, draw(&rng));
    for (size_t n = 0; n < ENTRIES; n++) {
        struct hash128 key = list->keys[n];

        assert_found(list, key, n);
        key.hi++;
        assert_false(table_get(list->table, key, &number));
    }
}

#define WITH_TABLE(test) cmocka_unit_test_setup_teardown(test, make_table, free_table)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TABLE(nothing_is_found_in_an_empty_one),
        WITH_TABLE(numbers_that_are_too_large_are_refused),
        WITH_TABLE(keys_that_differ_in_one_bit_are_different),
        WITH_TABLE(many_are_all_found_and_no_others),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
