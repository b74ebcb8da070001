/* SPDX-License-Identifier: MIT */
#include "record/kept_sources.h"

#include "base/stream/coding.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { INFLATED_MAX = 4 * 1024 * 1024 };

/* The text of a block. The caller frees it. */
static char *inflated(const struct buf *packed)
{
    char *out = calloc(1, INFLATED_MAX);
    struct coded coded = {.in = (const unsigned char *)packed->data,
                          .in_left = packed->len,
                          .out = (unsigned char *)out,
                          .out_left = INFLATED_MAX - 1};
    void *decoder = coding_zlib.open();

    assert_non_null(out);
    assert_int_equal(coding_zlib.decode(decoder, &coded), CODING_END);
    assert_int_equal(coded.in_left, 0);
    coding_zlib.close(decoder);
    return out;
}

static char *block_text(struct kept_sources *kept, size_t block)
{
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_DOCUMENT);

    assert_int_equal(kept_sources_block(kept, block, &room, NULL), 0);
    return inflated(&room);
}

static void a_block_is_an_array_of_strings(void **state)
{
    cleanup_with(kept_sources_release) struct kept_sources kept = {0};
    cleanup_free char *text = NULL;

    (void)state;
    assert_int_equal(kept_sources_begin(&kept, NULL), 0);
    assert_int_equal(kept_sources_add(&kept, "a\n", 2, NULL), 0);
    assert_int_equal(kept_sources_add(&kept, "\"\xff", 2, NULL), 0);
    assert_int_equal(kept_sources_add(&kept, "", 0, NULL), 0);
    assert_int_equal(kept_sources_end(&kept, NULL), 0);
    assert_int_equal(kept.count, 1);
    text = block_text(&kept, 0);
    assert_string_equal(text, "[\"a\\n\",\"\\\"\xef\xbf\xbd\",\"\"]");
}

static void many_sources_take_several_blocks_and_keep_their_numbers(void **state)
{
    enum { SOURCES = 1000, LENGTH = 700 };
    cleanup_with(kept_sources_release) struct kept_sources kept = {0};
    char source[LENGTH];
    size_t seen = 0;

    (void)state;
    assert_int_equal(kept_sources_begin(&kept, NULL), 0);
    for (size_t i = 0; i < SOURCES; i++) {
        memset(source, 'a' + (char)(i % 26), LENGTH);
        assert_int_equal(kept_sources_add(&kept, source, LENGTH, NULL), 0);
    }
    assert_int_equal(kept_sources_end(&kept, NULL), 0);
    assert_true(kept.count > 3);
    for (size_t block = 0; block < kept.count; block++) {
        cleanup_free char *text = block_text(&kept, block);

        assert_int_equal(kept.list[block].first, seen);
        assert_int_equal(text[2], 'a' + (char)(seen % 26));
        seen += (strlen(text) - 1) / (LENGTH + 3);
    }
    assert_int_equal(seen, SOURCES);
}

static void a_long_source_is_cut_and_says_so(void **state)
{
    const size_t length = KEPT_SOURCE_MAX + 5;
    cleanup_free char *source = malloc(length);
    cleanup_with(buf_release) struct buf json = BUF_INIT(BUF_CAP_SOURCE);

    (void)state;
    memset(source, 'x', length);
    assert_int_equal(kept_source_json(&json, source, length, NULL), 0);
    assert_non_null(strstr(json.data, "x\\n[5 more bytes are not shown]\\n\""));
    assert_true(json.len < length + 100);
}

static void a_source_can_be_read_again_by_its_number(void **state)
{
    enum { SOURCES = 500, LENGTH = 900 };
    cleanup_with(kept_sources_release) struct kept_sources kept = {0};
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_SOURCE);
    char source[LENGTH];

    (void)state;
    assert_int_equal(kept_sources_begin(&kept, NULL), 0);
    for (int i = 0; i < SOURCES; i++) {
        memset(source, 'x', LENGTH);
        snprintf(source, sizeof source, "source %d", i);
        source[strlen(source)] = '\n';
        assert_int_equal(kept_sources_add(&kept, source, LENGTH, NULL), 0);
    }
    assert_int_equal(kept_sources_add(&kept, "\xff", 1, NULL), 0);
    assert_int_equal(kept_sources_end(&kept, NULL), 0);
    assert_true(kept.count > 2);
    for (int i = 0; i < SOURCES; i += 71) {
        char start[40];

        snprintf(start, sizeof start, "source %d\n", i);
        assert_int_equal(kept_sources_get(&kept, (uint64_t)i, &out, NULL), 1);
        assert_int_equal(out.len, LENGTH);
        assert_memory_equal(out.data, start, strlen(start));
    }
    assert_int_equal(kept_sources_get(&kept, SOURCES, &out, NULL), 0); /* not what came in */
    assert_int_equal(kept_sources_get(&kept, SOURCES + 1, &out, NULL), 0);
}

static void sources_beyond_the_room_for_all_are_counted(void **state)
{
    enum { SOURCES = 400, LENGTH = 1000 };
    cleanup_with(kept_sources_release) struct kept_sources kept = {0};
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_SOURCE);
    char source[LENGTH];
    size_t inside;

    (void)state;
    assert_int_equal(kept_sources_begin(&kept, NULL), 0);
    kept.most = 1;
    for (int i = 0; i < SOURCES; i++) {
        memset(source, 'a' + i % 26, LENGTH);
        assert_int_equal(kept_sources_add(&kept, source, LENGTH, NULL), 0);
    }
    assert_int_equal(kept_sources_end(&kept, NULL), 0);
    assert_int_equal(kept.count, 1);
    assert_true(kept.left_out > 0 && kept.left_out < SOURCES);
    inside = SOURCES - kept.left_out;
    assert_int_equal(kept_sources_get(&kept, inside - 1, &out, NULL), 1);
    assert_int_equal(kept_sources_get(&kept, inside, &out, NULL), 0);
}

static void nothing_is_kept_unless_it_was_begun(void **state)
{
    cleanup_with(kept_sources_release) struct kept_sources kept = {0};

    (void)state;
    assert_int_equal(kept_sources_add(&kept, "a", 1, NULL), 0);
    assert_int_equal(kept_sources_end(&kept, NULL), 0);
    assert_int_equal(kept.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_block_is_an_array_of_strings),
        cmocka_unit_test(many_sources_take_several_blocks_and_keep_their_numbers),
        cmocka_unit_test(a_long_source_is_cut_and_says_so),
        cmocka_unit_test(a_source_can_be_read_again_by_its_number),
        cmocka_unit_test(sources_beyond_the_room_for_all_are_counted),
        cmocka_unit_test(nothing_is_kept_unless_it_was_begun),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
