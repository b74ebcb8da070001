/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/json/json.h"
#include "base/json/json_writer.h"
#include "base/utf8.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void what_is_json_passes_and_what_is_not_is_refused(void **state)
{
    static const char *const good[] = {
        "{}",
        "[]",
        " [ 1 , 2 ] ",
        "0",
        "-0.5e+10",
        "\"\"",
        "\"\\u00e9\\ud83d\\ude00\\n\\/\"",
        "{\"a\":{\"b\":[true,false,null]}}",
        "\"\\\\u0000\"",
        "\"\x7f\"",
    };
    static const char *const bad[] = {
        "",
        " ",
        "{",
        "[",
        "[1,]",
        "{\"a\":1,}",
        "[,1]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{'a':1}",
        "01",
        "1.",
        ".5",
        "+1",
        "-",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "nul",
        "truex",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\ud800\\n\"",
        "\"\\ude00\"",
        "\"\\ud800\\ud800\"",
        "\"\n\"",
        "\"\t\"",
        "1 2",
        "{}{}",
        "[1 2]",
        "{\"a\" 1}",
        "[}",
        "{]",
        "\xef\xbb\xbf{}",
        "\v1",
        "// c\n1",
        "\"\\u\x10\x10\x10\x11\"",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        struct err err = {0};

        if (json_check(good[i], strlen(good[i]), &err) < 0)
            fail_msg("refused %s: %s", good[i], err.msg);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct err err = {0};

        if (json_check(bad[i], strlen(bad[i]), &err) == 0)
            fail_msg("took %s", bad[i]);
        assert_int_equal(err.kind, ERR_INPUT);
    }
}

/* Each prefix in a block of its own size, so that a sanitizer sees a read past the end. */
static void no_prefix_of_a_text_is_taken_or_read_past(void **state)
{
    static const char text[] = "{\"a\":[1.5e-7,true,null,\"\\ud83d\\ude00\\u00e9\\n\"],\"b\":{}}";

    (void)state;
    for (size_t n = 0; n < sizeof text - 1; n++) {
        char *copy = malloc(n + 1);

        assert_non_null(copy);
        memcpy(copy + 1, text, n);
        assert_int_equal(json_check(copy + 1, n, NULL), -1);
        free(copy);
    }
    assert_int_equal(json_check(text, sizeof text - 1, NULL), 0);
}

static void errors_name_the_column(void **state)
{
    struct err err = {0};

    (void)state;
    assert_int_equal(json_check("{\"a\" 1}", 7, &err), -1);
    assert_string_equal(err.msg, "column 6: expected ':' after a key");
}

static void a_raw_nul_byte_is_refused(void **state)
{
    (void)state;
    assert_int_equal(json_check("\"a\0b\"", 5, NULL), -1);
    assert_int_equal(json_check("1\0", 2, NULL), -1);
    assert_int_equal(json_check("{\"a\"\0:1}", 8, NULL), -1);
}

static void nesting_is_taken_up_to_its_limit_and_a_bomb_is_refused(void **state)
{
    enum { BOMB = 1000000 };
    char *text = malloc(BOMB);
    struct err err = {0};

    (void)state;
    assert_non_null(text);
    memset(text, '[', JSON_DEPTH_MAX);
    memset(text + JSON_DEPTH_MAX, ']', JSON_DEPTH_MAX);
    assert_int_equal(json_check(text, 2 * (size_t)JSON_DEPTH_MAX, &err), 0);
    memset(text, '[', BOMB);
    memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    assert_int_equal(json_check(text, 2 * (size_t)JSON_DEPTH_MAX + 2, &err), -1);
    memset(text, '[', BOMB);
    assert_int_equal(json_check(text, BOMB, &err), -1);
    assert_non_null(strstr(err.msg, "nested too deeply"));
    free(text);
}

static void many_siblings_are_not_deep(void **state)
{
    struct buf text = BUF_INIT(1 << 20);

    (void)state;
    buf_adds(&text, "[0");
    for (int i = 0; i < 1000; i++)
        buf_adds(&text, ",[{}]");
    buf_adds(&text, "]");
    assert_int_equal(json_check(text.data, text.len, NULL), 0);
    buf_release(&text);
}

static void slices_keep_the_text_of_a_member(void **state)
{
    static const char text[] =
        " { \"a\" : 12345678901234567890 , \"\\u0062\" : [ 1 , \" \\\" \" ] } ";
    struct buf out = BUF_INIT(100);
    struct json_members members;
    const struct json_member *m;

    (void)state;
    assert_int_equal(json_read_members(&members, text, strlen(text), NULL), 1);
    assert_int_equal(members.count, 2);
    m = members.list;
    assert_true(json_slice_is(m[0].key, "a"));
    assert_false(json_slice_is(m[0].key, "ab"));
    assert_int_equal(m[0].value.len, 20);
    assert_memory_equal(m[0].value.at, "12345678901234567890", 20);
    assert_true(json_slice_is(m[1].key, "b"));
    assert_int_equal(json_copy(&out, m[1].value), 0);
    assert_string_equal(buf_str(&out), "[1,\" \\\" \"]");
    json_members_release(&members);
    assert_int_equal(json_read_members(&members, "[1]", 3, NULL), 0);
    assert_int_equal(members.count, 0);
    json_members_release(&members);
    buf_release(&out);
}

static void members_are_those_of_the_object_at_the_top(void **state)
{
    static const char text[] = "{\"a\":{\"x\":[{\"y\":1}]},\"b\":[{\"z\":{}}],\"c\":{},\"d\":2}";
    static const char *const values[] = {"{\"x\":[{\"y\":1}]}", "[{\"z\":{}}]", "{}", "2"};
    struct json_members members;

    (void)state;
    assert_int_equal(json_read_members(&members, text, strlen(text), NULL), 1);
    assert_int_equal(members.count, COUNT(values));
    for (size_t i = 0; i < COUNT(values); i++) {
        assert_int_equal(members.list[i].key.len, 3);
        assert_int_equal(members.list[i].key.at[1], 'a' + (int)i);
        assert_int_equal(members.list[i].value.len, strlen(values[i]));
        assert_memory_equal(members.list[i].value.at, values[i], strlen(values[i]));
        assert_int_equal(json_slice_type(members.list[i].value), i == 3   ? JSON_NUMBER
                                                                 : i == 1 ? JSON_ARRAY
                                                                          : JSON_OBJECT);
    }
    json_members_release(&members);
    assert_int_equal(json_read_members(&members, " {} ", 4, NULL), 1);
    assert_int_equal(members.count, 0);
    json_members_release(&members);
    assert_int_equal(json_read_members(&members, "{\"a\":1,}", 8, NULL), -1);
    json_members_release(&members);
}

/* All that Python's json module writes is read; what not every reader takes is told of each value. */
static void flaws_are_told_of_the_value_that_has_them(void **state)
{
    static const char text[] =
        "{\"a\":[-Infinity,NaN,Infinity],\"b\":\"\\ud800\",\"c\":[\"\\u0000\"],"
        "\"d\":\"\\ud83d\\ude00\",\"\\udc00\":1,\"f\":-1}";
    static const unsigned flaws[] = {JSON_NOT_FINITE, JSON_HALF_SURROGATE, JSON_NUL, 0, 0, 0};
    struct json_members members;
    struct buf out = BUF_INIT(100);
    char *string = NULL;

    (void)state;
    assert_int_equal(json_read_members(&members, text, strlen(text), NULL), 1);
    assert_int_equal(members.count, COUNT(flaws));
    for (size_t i = 0; i < COUNT(flaws); i++)
        assert_int_equal(members.list[i].value.flaws, flaws[i]);
    assert_int_equal(members.list[4].key.flaws, JSON_HALF_SURROGATE);
    assert_false(json_slice_is(members.list[4].key, "x"));
    assert_int_equal(json_decode_string(&string, members.list[1].value, NULL), -1);
    assert_null(string);
    assert_int_equal(json_decode_string(&string, members.list[3].value, NULL), 0);
    assert_string_equal(string, "\xf0\x9f\x98\x80");
    free(string);
    assert_int_equal(json_copy(&out, members.list[0].value), 0);
    assert_string_equal(buf_str(&out), "[null,null,null]");
    json_members_release(&members);
    buf_release(&out);
}

static void what_resembles_a_number_that_is_not_finite_is_refused(void **state)
{
    static const char *const bad[] = {"[-]",         "[-Inf]",    "[-NaN]", "[nan]",
                                      "[+Infinity]", "[Infinit]", "[NaN1]", "[-I"};
    struct json_members members;

    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        assert_int_equal(json_read_members(&members, bad[i], strlen(bad[i]), NULL), -1);
        json_members_release(&members);
    }
}

static void depth_is_a_flaw_of_the_value_that_is_deep(void **state)
{
    enum { DEEP = 100000 };
    struct buf text = BUF_INIT(3 * DEEP);
    struct json_members members;

    (void)state;
    buf_adds(&text, "{\"a\":1,\"b\":");
    for (int i = 0; i < DEEP; i++)
        buf_addc(&text, '[');
    for (int i = 0; i < DEEP; i++)
        buf_addc(&text, ']');
    buf_adds(&text, ",\"c\":2}");
    assert_int_equal(json_read_members(&members, text.data, text.len, NULL), 1);
    assert_int_equal(members.count, 3);
    assert_int_equal(members.list[0].value.flaws, 0);
    assert_int_equal(members.list[1].value.flaws, JSON_TOO_DEEP);
    assert_int_equal(members.list[1].value.len, 2 * DEEP);
    assert_int_equal(members.list[2].value.flaws, 0);
    json_members_release(&members);
    buf_release(&text);
}

static void utf8_is_checked_as_the_standard_says(void **state)
{
    static const char *const good[] = {"",
                                       "abc",
                                       "\xc2\x80",
                                       "\xdf\xbf",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xf0\x90\x80\x80",
                                       "\xf4\x8f\xbf\xbf",
                                       "12345678\xc3\xa9"
                                       "1234567890"};
    static const char *const bad[] = {"\x80",
                                      "\xc0\x80",
                                      "\xc1\xbf",
                                      "\xc2",
                                      "\xc2"
                                      "a",
                                      "\xe0\x9f\xbf",
                                      "\xed\xa0\x80",
                                      "\xed\xbf\xbf",
                                      "\xe2\x82",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xff",
                                      "\xfe",
                                      "12345678\xe9"
                                      "1234567890",
                                      "1234567\xc3"};

    (void)state;
    for (size_t i = 0; i < COUNT(good); i++)
        if (!utf8_valid(good[i], strlen(good[i])))
            fail_msg("refused good[%zu]", i);
    for (size_t i = 0; i < COUNT(bad); i++)
        if (utf8_valid(bad[i], strlen(bad[i])))
            fail_msg("took bad[%zu]", i);
    assert_false(utf8_valid("\xc3\xa9", 1));
}

static void lists_of_texts_are_taken_whole_or_not_at_all(void **state)
{
    static const char *const broken[] = {"[\"a\", 3]",     "{}",     "\"a\"",
                                         "[\"a\\u0000\"]", "[\"a\"", ""};
    struct err err;
    char **texts = NULL;
    size_t count = 7;

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        assert_int_equal(json_texts(&texts, &count,
                                    (struct json_slice){.at = broken[i], .len = strlen(broken[i])},
                                    &err),
                         -1);
        assert_int_equal(err.kind, ERR_INPUT);
        assert_true(texts == NULL && count == 7);
    }
    assert_int_equal(
        json_texts(&texts, &count, (struct json_slice){.at = "[\"a\", \"\\n\"]", .len = 11}, &err),
        0);
    assert_int_equal(count, 2);
    assert_string_equal(texts[0], "a");
    assert_string_equal(texts[1], "\n");
    file_list_free(texts, count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_of_texts_are_taken_whole_or_not_at_all),
        cmocka_unit_test(what_is_json_passes_and_what_is_not_is_refused),
        cmocka_unit_test(no_prefix_of_a_text_is_taken_or_read_past),
        cmocka_unit_test(errors_name_the_column),
        cmocka_unit_test(a_raw_nul_byte_is_refused),
        cmocka_unit_test(nesting_is_taken_up_to_its_limit_and_a_bomb_is_refused),
        cmocka_unit_test(many_siblings_are_not_deep),
        cmocka_unit_test(slices_keep_the_text_of_a_member),
        cmocka_unit_test(members_are_those_of_the_object_at_the_top),
        cmocka_unit_test(flaws_are_told_of_the_value_that_has_them),
        cmocka_unit_test(what_resembles_a_number_that_is_not_finite_is_refused),
        cmocka_unit_test(depth_is_a_flaw_of_the_value_that_is_deep),
        cmocka_unit_test(utf8_is_checked_as_the_standard_says),
    };

    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
