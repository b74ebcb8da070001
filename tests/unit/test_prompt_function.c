/* SPDX-License-Identifier: MIT */
/* The function that a prompt ends with. */
#include "eval/calls/prompt_function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *prompt;
    size_t depth;
    const char *outer, *header, *name, *parameters; /* NULL: no such function */
} examples[] = {
    {"int f(int n) {\n", 1, "int f(int n)", "int f(int n)", "f", "n"},
    {"#include <map> // {\nvector<int> f(vector<int> &xs, map<int, int> m = {}) {", 1,
     "vector<int> f(vector<int> &xs, map<int, int> m = {})",
     "vector<int> f(vector<int> &xs, map<int, int> m = {})", "f", "xs m"},
    {"int g() { return '{'; }\n/* { */ long f(const char *s, int a[]) {\n  // begin\n", 1,
     "long f(const char *s, int a[])", "long f(const char *s, int a[])", "f", "s a"},
    {"int f() {", 1, "int f()", "int f()", "f", ""},
    {"import java.util.*;\nclass Add {\n  /** {@code } */\n  public static int add(int a, int b) {\n",
     2, "class Add", "public static int add(int a, int b)", "add", "a b"},
    {"const f = (a, b) => {\n", 1, "const f = (a, b) =>", "const f = (a, b) =>", "", "a b"},
    {"function f(a, ...rest) {\n  \"{\"", 0, NULL, NULL, NULL, NULL},
    {"int f(int) { return 1; }\n", 0, NULL, NULL, NULL, NULL},
    {"int f(int, int) }", 0, NULL, NULL, NULL, NULL},
    {"struct s {\n", 0, NULL, NULL, NULL, NULL},
    {"", 0, NULL, NULL, NULL, NULL},
};

static void assert_span(struct span span, const char *text)
{
    assert_int_equal(span.length, strlen(text));
    assert_memory_equal(span.text, text, span.length);
}

static void names_and_parameters_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct prompt_function found;
        char names[200] = "";

        assert_int_equal(prompt_function_find(&found, examples[i].prompt),
                         examples[i].header != NULL);
        if (!examples[i].header)
            continue;
        for (size_t j = 0; j < found.parameter_count; j++)
            snprintf(names + strlen(names), sizeof names - strlen(names), "%s%.*s", j ? " " : "",
                     (int)found.parameters[j].length, found.parameters[j].text);
        assert_int_equal(found.depth, examples[i].depth);
        assert_span(found.outer, examples[i].outer);
        assert_span(found.header, examples[i].header);
        assert_span(found.name, examples[i].name);
        assert_string_equal(names, examples[i].parameters);
    }
}

static void closing_braces_of_the_tests_are_counted(void **state)
{
    (void)state;
    assert_int_equal(text_closes("int main() { f(\"}\"); } // }"), 0);
    assert_int_equal(text_closes("}\nint main() { }"), 1);
    assert_int_equal(text_closes("    }\n    static void main() { }\n\n}\n"), 2);
}

static void words_are_found_in_code_alone(void **state)
{
    const char *text = "// main\n\"main\" remain main(";

    (void)state;
    assert_ptr_equal(code_find(text, "main"), text + strlen(text) - 5);
    assert_null(code_find("/* main */ mainly", "main"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_parameters_are_found),
        cmocka_unit_test(closing_braces_of_the_tests_are_counted),
        cmocka_unit_test(words_are_found_in_code_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
