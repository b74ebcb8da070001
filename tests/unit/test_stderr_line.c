/* SPDX-License-Identifier: MIT */
/* Which line of stderr tells most: a table of what failing programs leave there. */
#include "judge/stderr_line.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define TRACEBACK "Traceback (most recent call last):\n"
#define FRAME     "  File \"/work/main.py\", line 1, in <module>\n    f()\n"
#define GROUP                                                                                      \
    "  + Exception Group " TRACEBACK "  |   File \"/work/main.py\", line 1, in <module>\n"         \
    "  |     raise g\n"                                                                            \
    "  | ExceptionGroup: all (2 sub-exceptions)\n"                                                 \
    "  +-+---------------- 1 ----------------\n"                                                   \
    "    | " TRACEBACK "    |   File \"/work/main.py\", line 1, in <module>\n"                     \
    "    | ValueError: 1\n"                                                                        \
    "    +------------------------------------\n"

static const struct {
    const char *text, *line;
} cases[] = {
    {"", ""},
    {"\n \t\n\r\n", ""},
    {"one", "one"},
    {"one\ntwo\n", "two"},
    {"one\n\n  two \t three\r\n \n\n", "two three"},
    /* CPython and PyPy */
    {TRACEBACK FRAME "ValueError: no\n", "ValueError: no"},
    {TRACEBACK FRAME "ValueError\n", "ValueError"},
    {TRACEBACK FRAME "main.Odd: no\n", "main.Odd: no"},
    {TRACEBACK FRAME "ValueError: one\n  two\nthree\n", "ValueError: one"},
    {TRACEBACK FRAME "KeyError: 1\n\nDuring handling of the above exception, another exception "
                     "occurred:\n\n" TRACEBACK FRAME "ValueError: 2\n",
     "ValueError: 2"},
    {TRACEBACK FRAME "  File \"<string>\", line 1\n    x = = 1\n        ^\nSyntaxError: bad\n",
     "SyntaxError: bad"},
    {TRACEBACK FRAME "  [Previous line repeated 996 more times]\nRecursionError: deep\n",
     "RecursionError: deep"},
    {TRACEBACK FRAME
     "ValueError: no\nException ignored in: <function A.__del__ at 0x7f00>\n" TRACEBACK FRAME
     "KeyError: 1\n",
     "ValueError: no"},
    {"50 %" TRACEBACK FRAME "ValueError: no\n", "ValueError: no"},
    {GROUP, "ExceptionGroup: all (2 sub-exceptions)"},
    {"gave up\n", "gave up"}, /* sys.exit("gave up") */
    {TRACEBACK FRAME "TypeError: <A object at 0x7ffff7b0d950> and <B at 0xa1> and 0x7ffff7b0d950\n",
     "TypeError: <A object at 0x…> and <B at 0xa1> and 0x7ffff7b0d950"},
    {"Fatal Python error: _Py_CheckRecursiveCall: Cannot recover from stack overflow.\n"
     "Python runtime state: initialized\n\nCurrent thread 0x00007ffff7d7a740 (most recent call "
     "first):\n  File \"main.py\", line 3 in f\n  ...\n",
     "Fatal Python error: _Py_CheckRecursiveCall: Cannot recover from stack overflow."},
    /* C and C++ */
    {"terminate called after throwing an instance of 'std::out_of_range'\n  what():  at: 5 >= 3\n",
     "terminate called after throwing an instance of 'std::out_of_range': what(): at: 5 >= 3"},
    {"n=3terminate called after throwing an instance of 'E'\n  what():  one\ntwo\n",
     "terminate called after throwing an instance of 'E': what(): one"},
    {"terminate called after throwing an instance of 'int'\n",
     "terminate called after throwing an instance of 'int'"},
    {"terminate called recursively\n", "terminate called recursively"},
    {"pure virtual method called\nterminate called without an active exception\n",
     "pure virtual method called: terminate called without an active exception"},
    {"program: main.c:3: main: Assertion `n > 0' failed.\n",
     "program: main.c:3: main: Assertion `n > 0' failed."},
    {"*** stack smashing detected ***: terminated\n",
     "*** stack smashing detected ***: terminated"},
    {"double free or corruption (!prev)\n", "double free or corruption (!prev)"},
    /* bytes of a stranger's */
    {"\x1b[2Jgone\x07\x7f!\n", "[2Jgone !"},
};

static void line_of(const char *text, size_t n, char *out, size_t size)
{
    struct err err = {0};
    cleanup_fd int fd = file_memfd("stderr", text, n, &err);

    assert_true(fd >= 0);
    stderr_line(fd, out, size);
}

static void the_line_that_tells_most_is_found(void **state)
{
    char line[512];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        line_of(cases[i].text, strlen(cases[i].text), line, sizeof line);
        if (strcmp(line, cases[i].line) != 0)
            fail_msg("case %zu: found '%s', wanted '%s'", i, line, cases[i].line);
    }
}

static void what_came_long_before_the_end_does_not_matter(void **state)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT((size_t)8 << 20);
    char line[512];

    (void)state;
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf_adds(&text, "terminate called\n"), 0);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(buf_adds(&text, "debugging\n"), 0);
    assert_int_equal(buf_adds(&text, "the end\n"), 0);
    line_of(buf_str(&text), text.len, line, sizeof line);
    assert_string_equal(line, "the end");
}

static void a_line_without_a_beginning_is_marked_and_cut(void **state)
{
    static char text[1 << 20];
    char line[64];

    (void)state;
    memset(text, 'x', sizeof text);
    line_of(text, sizeof text, line, sizeof line);
    assert_int_equal(strlen(line), sizeof line - 1);
    assert_int_equal(strncmp(line, "…xxx", strlen("…xxx")), 0);
}

static void nuls_and_holes_are_no_words(void **state)
{
    static char text[1 << 20]; /* as ftruncate(2, 1 << 20) leaves it */
    char line[64];

    (void)state;
    line_of(text, sizeof text, line, sizeof line);
    assert_string_equal(line, "");
    line_of("a\0b\0\n", 5, line, sizeof line);
    assert_string_equal(line, "a b");
}

static void every_size_holds(void **state)
{
    char line[128];

    (void)state;
    for (size_t size = 1; size < sizeof line; size++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            memset(line, '#', sizeof line);
            line_of(cases[i].text, strlen(cases[i].text), line, size);
            assert_true(strlen(line) < size);
            assert_int_equal(line[size], '#');
        }
}

static void a_file_that_cannot_be_read_has_no_line(void **state)
{
    char line[8] = "before";

    (void)state;
    stderr_line(-1, line, sizeof line);
    assert_string_equal(line, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_that_tells_most_is_found),
        cmocka_unit_test(what_came_long_before_the_end_does_not_matter),
        cmocka_unit_test(a_line_without_a_beginning_is_marked_and_cut),
        cmocka_unit_test(nuls_and_holes_are_no_words),
        cmocka_unit_test(every_size_holds),
        cmocka_unit_test(a_file_that_cannot_be_read_has_no_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
