/* SPDX-License-Identifier: MIT */
/* The first error in the logs of compilers, real and hostile ones. */
#include "lang/compile/compiler_log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *log, *source, *error;
    bool names_source;
} logs[] = {
    {"Main.java:3: error: ';' expected\n        int x = 1\n                 ^\n1 error\n",
     "Main.java", "Main.java:3: error: ';' expected", true},
    {"error[E0425]: cannot find value `x` in this scope\n --> main.rs:2:5\n  |\n2 |     x\n",
     "main.rs", "main.rs:2:5: error[E0425]: cannot find value `x` in this scope", true},
    {"warning: unused: error\n --> main.rs:1:1\nerror: expected `;`\n --> main.rs:9:1\n", "main.rs",
     "main.rs:9:1: error: expected `;`", true},
    {"# command-line-arguments\n./main.go:4:2: undefined: x\n", "main.go",
     "./main.go:4:2: undefined: x", true},
    {"File \"main.ml\", line 1, characters 0-3:\n1 | x y\n    ^\nError: Unbound value x\n",
     "main.ml", "File \"main.ml\", line 1, characters 0-3: Error: Unbound value x", true},
    {"/work/main.js:2\n  let\n\nSyntaxError: Unexpected end of input\n    at wrapSafe\n", "main.js",
     "/work/main.js:2: SyntaxError: Unexpected end of input", true},
    {"\nmain.hs:1:8: error:\n    Variable not in scope: x\n  |\n", "main.hs",
     "main.hs:1:8: error: Variable not in scope: x", true},
    {"main.pas(3,1) Fatal: Syntax error, \"BEGIN\" expected\r\n", "main.pas",
     "main.pas(3,1) Fatal: Syntax error, \"BEGIN\" expected", true},
    {"main.rb:1: syntax error, unexpected end-of-input\n", "main.rb",
     "main.rb:1: syntax error, unexpected end-of-input", true},
    /* At no line of the source: another run may end otherwise. */
    {"error: linking with `cc` failed: exit status: 1\n", "main.rs",
     "error: linking with `cc` failed: exit status: 1", false},
    {"Killed\n", "main.kt", "Killed", false},
    {"", "main.kt", "", false},
    {"\n\n \t \n", "main.kt", "", false},
    {"# heading\n", "main.go", "# heading", false},
    /* No line end, a line that is only a mark, a place that leads to nothing. */
    {"error", "main.rs", "error", false},
    {":", "main.hs", ":", false},
    {"error:\n", "main.hs", "error:", false},
    {"error:", "main.hs", "error:", false},
    {"error\n --> ", "main.rs", "error", false},
    {"main.ml:\nError:", "main.ml", "main.ml: Error:", true},
    {"\r\n\r", "main.ml", "", false},
};

static void the_first_error_is_found_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        char error[256];
        bool names = compiler_log_error(logs[i].log, logs[i].source, error, sizeof error);
        char *got = error + strspn(error, " ");

        got[strcspn(got, "\0")] = '\0';
        while (*got && got[strlen(got) - 1] == ' ')
            got[strlen(got) - 1] = '\0';
        if (strcmp(got, logs[i].error) != 0 || names != logs[i].names_source)
            fail_msg("row %zu: %d \"%s\"", i, names, error);
    }
}

static void an_error_is_cut_at_the_size_and_never_beyond(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        for (size_t size = 1; size < 100; size++) {
            char *error = malloc(size); /* of just its size, for the sanitizer */

            compiler_log_error(logs[i].log, logs[i].source, error, size);
            assert_non_null(memchr(error, '\0', size));
            free(error);
        }
    }
}

/* Compilers repeat names of the source's: a log of any length without an error, or without a line end. */
static void long_logs_are_read_in_one_go(void **state)
{
    static const char *const lines[] = {
        "main.rs:\n", "arning: error main.rs\n", "|error\n", "\n", " ", "-->", "\r", "::"};
    enum { LENGTH = 1 << 22 };
    char *log = malloc(LENGTH + 1), error[128];

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t n = strlen(lines[i]);

        for (size_t at = 0; at < LENGTH; at++)
            log[at] = lines[i][at % n];
        log[LENGTH] = '\0';
        compiler_log_error(log, "main.rs", error, sizeof error);
        assert_true(strlen(error) < sizeof error);
    }
    free(log);
}

static void limits_that_a_log_tells_of_are_none_of_the_sources_errors(void **state)
{
    static const char *const limits[] = {
        "cc1plus: out of memory allocating 65536 bytes after a total of 1900000 bytes\n",
        "g++: fatal error: Killed signal terminated program cc1plus\ncompilation terminated.\n",
        "main.cpp:3:1: internal compiler error: Segmentation fault\n",
        "The system is out of resources.\njava.lang.OutOfMemoryError: Java heap space\n",
        "# There is insufficient memory for the Java Runtime Environment to continue.\n",
        "/tmp/x.s: fatal error: error writing to /tmp/x.o: No space left on device\n",
    };
    static const char *const words[] = {
        "", "main.cpp:3:1: error: 'x' was not declared in this scope\n",
        "/usr/include/c++/12/any:1:1: error: static assertion failed\n", "1 error\n"};

    (void)state;
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        assert_true(compiler_log_tells_limit(limits[i]));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_false(compiler_log_tells_limit(words[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_error_is_found_with_its_place),
        cmocka_unit_test(an_error_is_cut_at_the_size_and_never_beyond),
        cmocka_unit_test(long_logs_are_read_in_one_go),
        cmocka_unit_test(limits_that_a_log_tells_of_are_none_of_the_sources_errors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
