/* SPDX-License-Identifier: MIT */
#include "base/screen/terminal.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <unistd.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void characters_that_drive_a_terminal_become_question_marks(void **state)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"plain text, ~", "plain text, ~"},
        {"\x1b[31mred\x1b[0m", "?[31mred?[0m"},
        {"a\nb\rc\td\x01\x7f", "a?b?c?d??"},
        {"\xc2\x9b"
         "31m\xc2\x80\xc2\x9f\xc2\xa0",
         "??31m????\xc2\xa0"},
        {"\x9b"
         "31m",
         "?31m"},
        {"na\xc3\xafve \xe2\x82\xac \xf0\x9f\x98\x80",
         "na\xc3\xafve \xe2\x82\xac \xf0\x9f\x98\x80"},
        {"\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad\xe2\x80\xae|", "???????????????|"},
        {"\xe2\x80\xa8\xe2\x80\xa9\xe2\x81\xa6\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9|",
         "??????????????????|"},
        {"\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa",
         "\xe2\x80\xa7\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa"},
        {"\xff\xc3(\xe2\x82|\xed\xa0\x80\xc0\x80", "?"
                                                   "?"
                                                   "("
                                                   "?"
                                                   "?|?????"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[100];

        snprintf(text, sizeof text, "%s", cases[i][0]);
        terminal_make_fit(text);
        assert_string_equal(text, cases[i][1]);
    }
}

/* Whatever the bytes are, the result is UTF-8 without a control character of the same length. */
static void every_pair_of_bytes_is_made_fit(void **state)
{
    (void)state;
    for (unsigned pair = 0x0101; pair <= 0xffff; pair++) {
        char text[] = {(char)(pair >> 8), (char)pair, '\x80', 'x', '\0'};
        size_t n = strlen(text);

        terminal_make_fit(text);
        assert_true(strlen(text) == n && utf8_valid(text, n));
        for (size_t i = 0; i < n; i++)
            assert_true((unsigned char)text[i] >= 0x20 && text[i] != 0x7f);
        assert_false(text[0] == '\xc2' && (unsigned char)text[1] < 0xa0);
    }
}

static void expect_printed(const char *wanted, FILE *file)
{
    char text[40000];
    size_t n;

    rewind(file);
    n = fread(text, 1, sizeof text - 1, file);
    text[n] = '\0';
    assert_string_equal(text, wanted);
    fclose(file);
}

static void only_the_line_ends_of_the_format_stay(void **state)
{
    FILE *file = tmpfile();

    (void)state;
    assert_non_null(file);
    terminal_printf(file, "\n\n%s: %d\n", "a\n\x1b]0;title\a", 7);
    terminal_printf(file, "%s", "x\n");
    terminal_printf(file, "\n");
    terminal_printf(file, "%s", "");
    expect_printed("\n\na??]0;title?: 7\nx?\n", file);
}

static void a_text_that_is_too_long_is_cut_and_ends_its_line(void **state)
{
    enum { LONG = 30000 };
    char *text = malloc(LONG + 1), *wanted = malloc(LONG + 1);
    FILE *file = tmpfile();

    (void)state;
    assert_non_null(file);
    assert_non_null(text);
    assert_non_null(wanted);
    memset(text, 'x', LONG);
    text[LONG] = '\0';
    snprintf(wanted, LONG, "%.16383s\n", text);
    terminal_printf(file, "%s\n", text);
    expect_printed(wanted, file);
    free(text);
    free(wanted);
}

static void data_that_goes_to_no_terminal_is_not_altered(void **state)
{
    FILE *file = tmpfile();

    (void)state;
    assert_non_null(file);
    terminal_write(file, "\x1b[1m\xff\n", 6);
    expect_printed("\x1b[1m\xff\n", file);
}

static void data_on_a_terminal_is_made_fit(void **state)
{
    static const char wanted[] = "?[1m?\ta\r\nb";
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    char text[sizeof wanted] = "";
    FILE *file;

    (void)state;
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        skip();
    file = fopen(ptsname(master), "r+e");
    assert_non_null(file);
    terminal_write(file, "\x1b[1m\xff\ta\nb", 9);
    fflush(file);
    for (size_t n = 0; n < sizeof wanted - 1;) { /* a read gives at most a line */
        ssize_t got = read(master, text + n, sizeof wanted - 1 - n);

        assert_true(got > 0);
        n += (size_t)got;
    }
    assert_string_equal(text, wanted);
    fclose(file);
    close(master);
}

static void each_byte_can_be_told_from_others_in_escapes(void **state)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *shown;
    } rows[] = {
        {"plain ~", 7, "plain ~"},
        {"a\tb\r\n", 5, "a\\tb\\r\\n"},
        {"\0\x01\x1b[0m\x7f", 7, "\\0\\x01\\x1b[0m\\x7f"},
        {"C:\\n", 4, "C:\\\\n"},
        {"\xc2\x9b|\xc2\xa0|\xc2\xad", 8, "\\u009b|\\u00a0|\\u00ad"},
        {"\xe2\x80\x8b\xe2\x80\xae\xe2\x81\xa6\xef\xbb\xbf\xe3\x80\x80", 15,
         "\\u200b\\u202e\\u2066\\ufeff\\u3000"},
        {"\xff\xe2\x82|\xed\xa0\x80", 7, "\\xff\\xe2\\x82|\\xed\\xa0\\x80"},
        {"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80", 9, "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"},
        {"", 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = BUF_INIT(100);

        assert_int_equal(terminal_escape(&out, rows[i].bytes, rows[i].n), 0);
        assert_string_equal(buf_str(&out), rows[i].shown);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_byte_can_be_told_from_others_in_escapes),
        cmocka_unit_test(characters_that_drive_a_terminal_become_question_marks),
        cmocka_unit_test(every_pair_of_bytes_is_made_fit),
        cmocka_unit_test(only_the_line_ends_of_the_format_stay),
        cmocka_unit_test(a_text_that_is_too_long_is_cut_and_ends_its_line),
        cmocka_unit_test(data_that_goes_to_no_terminal_is_not_altered),
        cmocka_unit_test(data_on_a_terminal_is_made_fit),
    };

    return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
