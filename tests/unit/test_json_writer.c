/* SPDX-License-Identifier: MIT */
#include "base/json/json.h"
#include "base/json/json_writer.h"

#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

struct fixture {
    struct buf out;
    struct json_writer w;
};

static struct fixture start(enum json_style style)
{
    return (struct fixture){.out = BUF_INIT(4096), .w = {.style = style}};
}

/* The writer points into the fixture, so it begins where the fixture has come to rest. */
#define BEGIN(f, style)                                                                            \
    struct fixture f = start(style);                                                               \
    json_writer_init(&(f).w, &(f).out, style)

static void expect(struct fixture *f, const char *text)
{
    struct err err = {0};

    if (json_finish(&f->w, &err) < 0)
        fail_msg("%s", err.msg);
    assert_string_equal(buf_str(&f->out), text);
    assert_int_equal(json_check(f->out.data, f->out.len, NULL), 0);
    buf_release(&f->out);
}

static void expect_fault(struct fixture *f, const char *words)
{
    struct err err = {0};

    assert_int_equal(json_finish(&f->w, &err), -1);
    assert_int_equal(err.kind, ERR_JUDGE);
    if (!strstr(err.msg, words))
        fail_msg("'%s' is not about '%s'", err.msg, words);
    assert_string_equal(buf_str(&f->out), "");
    assert_int_equal(f->out.len, 0);
    buf_release(&f->out);
}

static void write_sample(struct json_writer *w)
{
    json_begin_object(w);
    json_field_string(w, "id", "s17");
    json_field_null(w, "test");
    json_field_array(w, "cases");
    json_int64(w, INT64_MIN);
    json_begin_object(w);
    json_field_bool(w, "ok", true);
    json_end_object(w);
    json_begin_array(w);
    json_end_array(w);
    json_end_array(w);
    json_field_object(w, "empty");
    json_end_object(w);
    json_end_object(w);
}

static void a_line_has_no_blanks_and_keys_keep_their_order(void **state)
{
    BEGIN(f, JSON_LINE);

    (void)state;
    write_sample(&f.w);
    expect(&f, "{\"id\":\"s17\",\"test\":null,\"cases\":[-9223372036854775808,{\"ok\":true},[]],"
               "\"empty\":{}}\n");
}

static void pretty_text_is_indented_by_two(void **state)
{
    BEGIN(f, JSON_PRETTY);

    (void)state;
    write_sample(&f.w);
    expect(&f, "{\n"
               "  \"id\": \"s17\",\n"
               "  \"test\": null,\n"
               "  \"cases\": [\n"
               "    -9223372036854775808,\n"
               "    {\n"
               "      \"ok\": true\n"
               "    },\n"
               "    []\n"
               "  ],\n"
               "  \"empty\": {}\n"
               "}\n");
}

static void strings_are_escaped_and_always_utf8(void **state)
{
    static const char nasty[] = "a\"b\\c/\n\t\r\b\f\x01\x7f\0\xc2\x9b\xc3\xa9\xf0\x9f\x98\x80";
    BEGIN(f, JSON_LINE);

    (void)state;
    json_begin_array(&f.w);
    json_string_n(&f.w, nasty, sizeof nasty - 1);
    json_string(&f.w, "\xff\xc3(\xe2\x82|\xed\xa0\x80");
    json_string(&f.w, NULL);
    json_end_array(&f.w);
    expect(
        &f,
        "[\"a\\\"b\\\\c/\\n\\t\\r\\b\\f\\u0001\\u007f\xef\xbf\xbd\\u009b\xc3\xa9\xf0\x9f\x98\x80\","
        "\"\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd|\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",null]\n");
}

static void numbers_are_short_and_read_back_equal(void **state)
{
    BEGIN(f, JSON_LINE);

    (void)state;
    json_begin_array(&f.w);
    json_double(&f.w, 0.1);
    json_double(&f.w, 3);
    json_double(&f.w, 1.0 / 3);
    json_double(&f.w, -0.0);
    json_double(&f.w, DBL_MAX);
    json_double(&f.w, 5e-324);
    json_double(&f.w, (double)NAN);
    json_double(&f.w, (double)-INFINITY);
    json_uint64(&f.w, UINT64_MAX);
    json_hex64(&f.w, 0xabcdef);
    json_end_array(&f.w);
    expect(&f, "[0.1,3,0.3333333333333333,-0,1.7976931348623157e+308,4.94065645841247e-324,null,"
               "null,18446744073709551615,\"0000000000abcdef\"]\n");
}

static void members_are_copied_but_for_the_excepted(void **state)
{
    static const char *const except[] = {"verdict", "id", NULL};
    BEGIN(f, JSON_LINE);

    (void)state;
    json_begin_object(&f.w);
    json_field_string(&f.w, "id", "1");
    json_members(&f.w,
                 "{\"verdict\":\"AC\",\"temp\":0.70,\"\\u0069d\":2,\"n\":12345678901234567890}",
                 except);
    json_members(&f.w, NULL, except);
    json_members(&f.w, "{\"all\":{\"id\":1}}", NULL);
    json_field_string(&f.w, "verdict", "WA");
    json_end_object(&f.w);
    expect(&f, "{\"id\":\"1\",\"temp\":0.70,\"n\":12345678901234567890,\"all\":{\"id\":1},"
               "\"verdict\":\"WA\"}\n");
}

static void misuse_is_told_at_the_end_and_nothing_is_left(void **state)
{
    struct {
        void (*calls[4])(struct json_writer *w);
        const char *words;
    } cases[] = {
        {{json_begin_object, json_null}, "has no key"},
        {{json_begin_object, json_end_array}, "does not match"},
        {{json_begin_object}, "not complete"},
        {{json_null, json_null}, "two values"},
        {{json_end_object}, "does not match"},
        {{NULL}, "not complete"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        BEGIN(f, JSON_LINE);

        for (size_t k = 0; k < 4 && cases[i].calls[k]; k++)
            cases[i].calls[k](&f.w);
        expect_fault(&f, cases[i].words);
    }
}

static void keys_out_of_place_are_told(void **state)
{
    BEGIN(in_array, JSON_LINE);
    BEGIN(twice, JSON_LINE);
    BEGIN(dangling, JSON_LINE);

    (void)state;
    json_begin_array(&in_array.w);
    json_key(&in_array.w, "a");
    expect_fault(&in_array, "a key stands");
    json_begin_object(&twice.w);
    json_key(&twice.w, "a");
    json_key(&twice.w, "b");
    expect_fault(&twice, "a key stands");
    json_begin_object(&dangling.w);
    json_key(&dangling.w, "a");
    json_end_object(&dangling.w);
    expect_fault(&dangling, "does not match");
}

static void depth_and_the_cap_are_told(void **state)
{
    BEGIN(deep, JSON_LINE);
    BEGIN(wide, JSON_LINE);

    (void)state;
    for (int i = 0; i < 100; i++)
        json_begin_array(&deep.w);
    expect_fault(&deep, "too deeply");
    json_begin_array(&wide.w);
    for (int i = 0; i < 5000; i++)
        json_null(&wide.w);
    json_end_array(&wide.w);
    expect_fault(&wide, "over its limit");
}

static void sixty_four_levels_are_written(void **state)
{
    BEGIN(f, JSON_LINE);

    (void)state;
    for (int i = 0; i < 64; i++)
        json_begin_array(&f.w);
    for (int i = 0; i < 64; i++)
        json_end_array(&f.w);
    assert_int_equal(json_finish(&f.w, NULL), 0);
    assert_int_equal(f.out.len, 129);
    buf_release(&f.out);
}

static void what_was_in_the_buffer_before_stays(void **state)
{
    BEGIN(f, JSON_LINE);

    (void)state;
    buf_adds(&f.out, "before\n");
    json_writer_init(&f.w, &f.out, JSON_LINE);
    json_begin_array(&f.w);
    assert_int_equal(json_finish(&f.w, NULL), -1);
    assert_string_equal(buf_str(&f.out), "before\n");
    buf_release(&f.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_no_blanks_and_keys_keep_their_order),
        cmocka_unit_test(pretty_text_is_indented_by_two),
        cmocka_unit_test(strings_are_escaped_and_always_utf8),
        cmocka_unit_test(numbers_are_short_and_read_back_equal),
        cmocka_unit_test(members_are_copied_but_for_the_excepted),
        cmocka_unit_test(misuse_is_told_at_the_end_and_nothing_is_left),
        cmocka_unit_test(keys_out_of_place_are_told),
        cmocka_unit_test(depth_and_the_cap_are_told),
        cmocka_unit_test(sixty_four_levels_are_written),
        cmocka_unit_test(what_was_in_the_buffer_before_stays),
    };

    return cmocka_run_group_tests_name("json_writer", tests, NULL, NULL);
}
