/* SPDX-License-Identifier: MIT */
/* The growing buffer: its cap, its NUL, and that a failed append changes nothing. */
#include "base/buf.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define cleanup_buf cleanup_with(buf_release) struct buf

static void an_empty_one_is_an_empty_string(void **state)
{
    cleanup_buf b = BUF_INIT(10);

    (void)state;
    assert_string_equal(buf_str(&b), "");
    buf_clear(&b);
    assert_int_equal(buf_add(&b, NULL, 0), 0);
    assert_string_equal(buf_str(&b), "");
    buf_release(&b);
    buf_release(&b);
}

static void what_is_appended_stands_in_order(void **state)
{
    cleanup_buf b = BUF_INIT(100);

    (void)state;
    assert_int_equal(buf_adds(&b, "one"), 0);
    assert_int_equal(buf_addc(&b, ' '), 0);
    assert_int_equal(buf_addf(&b, "%d%s", 2, "!"), 0);
    assert_int_equal(buf_add(&b, "\0x", 2), 0);
    assert_int_equal(b.len, 8);
    assert_memory_equal(b.data, "one 2!\0x", 9); /* and a NUL behind */
}

static void it_fills_to_its_cap_and_no_further(void **state)
{
    cleanup_buf b = BUF_INIT(5);

    (void)state;
    assert_int_equal(buf_add(&b, "12345", 5), 0);
    assert_string_equal(buf_str(&b), "12345");
    assert_int_equal(buf_addc(&b, '6'), -1);
    assert_int_equal(buf_adds(&b, ""), 0);
    assert_int_equal(buf_addf(&b, "%s", ""), 0);
    assert_string_equal(buf_str(&b), "12345");
    buf_clear(&b);
    assert_int_equal(buf_addf(&b, "%05d", 7), 0);
    assert_string_equal(buf_str(&b), "00007");
}

static void a_failed_append_changes_nothing(void **state)
{
    cleanup_buf b = BUF_INIT(5);

    (void)state;
    assert_int_equal(buf_adds(&b, "abc"), 0);
    assert_int_equal(buf_adds(&b, "def"), -1);
    assert_int_equal(buf_addf(&b, "%d", 100), -1);
    assert_int_equal(buf_add(&b, "x", SIZE_MAX), -1);
    assert_int_equal(buf_reserve(&b, SIZE_MAX), -1);
    assert_int_equal(buf_reserve(&b, 3), -1);
    assert_int_equal(b.len, 3);
    assert_string_equal(buf_str(&b), "abc");
}

/* AddressSanitizer would end the program where malloc returns NULL. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
    return "allocator_may_return_null=1";
}

static void more_than_there_is_memory_is_refused(void **state)
{
    cleanup_buf b = BUF_INIT(SIZE_MAX / 2);

    (void)state;
    assert_int_equal(buf_adds(&b, "abc"), 0);
    assert_int_equal(buf_reserve(&b, SIZE_MAX / 2 - 3), -1);
    assert_int_equal(buf_reserve(&b, SIZE_MAX), -1);
    assert_string_equal(buf_str(&b), "abc");
}

static void a_cap_of_nothing_holds_nothing(void **state)
{
    cleanup_buf b = BUF_INIT(0);

    (void)state;
    assert_int_equal(buf_adds(&b, ""), 0);
    assert_int_equal(buf_addc(&b, 'x'), -1);
    assert_string_equal(buf_str(&b), "");
}

static void room_that_is_reserved_does_not_move(void **state)
{
    cleanup_buf b = BUF_INIT(100000);
    const char *data;

    (void)state;
    assert_int_equal(buf_reserve(&b, 100000), 0);
    data = b.data;
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf_addc(&b, 'x'), 0);
    assert_ptr_equal(b.data, data);
    assert_int_equal(strlen(b.data), 100000);
    buf_clear(&b);
    assert_ptr_equal(b.data, data);
    assert_string_equal(buf_str(&b), "");
}

static void it_can_be_used_again_after_its_release(void **state)
{
    cleanup_buf b = BUF_INIT(3);

    (void)state;
    assert_int_equal(buf_adds(&b, "abc"), 0);
    buf_release(&b);
    assert_string_equal(buf_str(&b), "");
    assert_int_equal(buf_adds(&b, "xyz"), 0);
    assert_int_equal(buf_adds(&b, "!"), -1);
}

static void an_array_grows_and_keeps_its_elements(void **state)
{
    size_t room = 0;
    uint32_t *list = NULL, *grown;

    (void)state;
    for (uint32_t i = 0; i < 1000; i++) {
        grown = array_grow(list, i, &room, sizeof *list);
        assert_non_null(grown);
        assert_true(room > i);
        list = grown;
        list[i] = i;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(list[i], i);
    free(list);
}

static void an_array_that_cannot_grow_keeps_its_room(void **state)
{
    size_t room = SIZE_MAX / 2;

    (void)state;
    assert_null(array_grow(NULL, room, &room, sizeof(int)));
    assert_int_equal(room, SIZE_MAX / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_one_is_an_empty_string),
        cmocka_unit_test(what_is_appended_stands_in_order),
        cmocka_unit_test(it_fills_to_its_cap_and_no_further),
        cmocka_unit_test(a_failed_append_changes_nothing),
        cmocka_unit_test(more_than_there_is_memory_is_refused),
        cmocka_unit_test(a_cap_of_nothing_holds_nothing),
        cmocka_unit_test(room_that_is_reserved_does_not_move),
        cmocka_unit_test(it_can_be_used_again_after_its_release),
        cmocka_unit_test(an_array_grows_and_keeps_its_elements),
        cmocka_unit_test(an_array_that_cannot_grow_keeps_its_room),
    };

    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
