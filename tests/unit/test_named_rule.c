/* SPDX-License-Identifier: MIT */
/* The comparisons of other evaluators: what each takes for equal, rightly or not. */
#include "compare/named_rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static bool same(const char *rule, const char *answer, const char *output)
{
    struct comparison c;

    named_rule_compare(named_rule_by_name(rule), answer, strlen(answer), output, strlen(output),
                       &c);
    assert_int_equal(c.equal, c.detail[0] == '\0');
    assert_int_equal(c.equal, c.line == 0);
    return c.equal;
}

static const struct {
    const char *rule, *answer, *output;
    bool same;
} cases[] = {
    {"icpc", "1 2\n3\n", " 1\t2 3", true},
    {"icpc", "YES", "yes", false},
    {"icpc", "1.0", "1", false},
    {"icpc", "", "\n \n", true},
    {"icpc", "1 2", "1", false},
    {"icpc", "1", "1 2", false},

    {"exact", "a\n", "a\n", true},
    {"exact", "a\n", "a", false},
    {"exact", "a", "a ", false},
    {"exact", "", "", true},
    {"exact", "", "\n", false},

    {"verl", "a\n\n", "a", true},
    {"verl", "a", "a\n\n\n", true},
    {"verl", "a", "a ", false},
    {"verl", "a", "\na", false},
    {"verl", "a\nb", "a \nb", false},

    {"code-judge", " a\n", "\na \t", true},
    {"code-judge", "a\nb", "a \nb", false},

    {"lcb", "1", "1.0", true},
    {"lcb", "100000", "1e5", true},
    {"lcb", "1 2", "1.00  2", true},
    {"lcb", "1 2", "1  2 3", false},
    {"lcb", "1", "1.0000000000000000000000000000000000000000000000000000000000000000001", false},
    {"lcb", "9007199254740993", "9007199254740992", false},
    {"lcb", "a 1", "a 1.0", false},
    {"lcb", "a  b", "a b", false},
    {"lcb", "1\n2", "1\n2\n", true},
    {"lcb", "1\n2", "1 2", false},
    {"lcb", "1\n\n2", "1\n2", false},
    {"lcb", "1\n2", "  1 \n\t2\n\n", true},
    {"lcb", "YES", "yes", false},
    {"lcb", "", " \n", true},
    {"lcb", "1", "", false},

    {"sandboxfusion", "YES", "yes", true},
    {"sandboxfusion", "1.0", "1.000005", true},
    {"sandboxfusion", "1.0", "1.00002", false},
    {"sandboxfusion", "1.0 2.0", "1.0 2.000001", false},
    {"sandboxfusion", "0", "1e-16", true},
    {"sandboxfusion", "0", "1e-15", false},
    {"sandboxfusion", "1\n2", "1\n2.00001\n", true},
    {"sandboxfusion", "1\n2", "2\n1", false},
    {"sandboxfusion", "1000000", "1000001", true},

    {"codecontests", "YES no", "Yes\nNO", true},
    {"codecontests", "0.5", "0.500009", true},
    {"codecontests", "0.5", "0.50002", false},
    {"codecontests", "9007199254740993", "9007199254740992", true},
    {"codecontests", "9007199254740991", "9007199254740990", false},
    {"codecontests", "7", "8", false},
    {"codecontests", "1 2", "1", false},
    {"codecontests", "x", "1", false},

    {"apps", "1 2 3", "3 1 2", true},
    {"apps", "1 2 3", "1 1 2 3", true},
    {"apps", "1 2 3", "1 2 4", false},
    {"apps", "1 2\n3 4", "3 4\n2 1", true},
    {"apps", "1 2\n3 4", "1 3\n2 4", false},
    {"apps", "a\nb", "b\na\na", true},
    {"apps", "0.0003", "0.0004", true},
    {"apps", "0.0003 x", "0.0004 x", false},
    {"apps", "-0.0001 5", "0 5.0", true},
    {"apps", "1000000000", "1000000005", true},
    {"apps", "1000000000", "1000100000", false},
    {"apps", "1000000000 1", "1000000005 1", false},
    {"apps", "a\n\nb", " a \nb\n", true},
    {"apps", "YES", "yes", false},
    {"apps", "", "\n", true},
    {"apps", "1", "", false},
    {"apps", "1e400", "2e400", true}, /* both are infinite to Python */
};

static void test_each_rule_decides_as_its_tool_does(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (same(cases[i].rule, cases[i].answer, cases[i].output) != cases[i].same)
            fail_msg("%s: answer \"%s\", output \"%s\": not %s", cases[i].rule, cases[i].answer,
                     cases[i].output, cases[i].same ? "equal" : "different");
    }
}

static void test_a_difference_is_told_with_its_line(void **state)
{
    static const struct {
        const char *rule, *detail;
        size_t line;
    } told[] = {
        {"icpc", "token 3 on line 4: expected \"c\", found \"C\"", 4},
        {"verl", "text 1 on line 1: expected \"a\", found \"\"", 1},
        {"lcb", "text 3 on line 4: expected \"c\", found \"C\"", 4},
        {"apps", "text 3 on line 4: expected \"c\", found \"C\"", 4},
    };
    struct comparison c;

    (void)state;
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        named_rule_compare(named_rule_by_name(told[i].rule), "a\nb\nc\n", 6, "\na\nb\nC", 6, &c);
        assert_string_equal(c.detail, told[i].detail);
        assert_int_equal(c.line, told[i].line);
    }
    named_rule_compare(named_rule_by_name("lcb"), "a\nb\n", 4, "a", 1, &c);
    assert_string_equal(c.detail, "text 2 on line 1: expected \"b\", found the end of the output");
}

static void test_a_name_that_is_none_is_refused_with_all_names(void **state)
{
    struct err err = {0};

    (void)state;
    assert_null(named_rule_by_name("evalplus"));
    assert_int_equal(named_rule_unknown("evalplus", &err), -1);
    assert_string_equal(err.msg, "no comparison is called 'evalplus'; there are icpc exact verl "
                                 "code-judge lcb sandboxfusion codecontests apps");
}

/* The largest output there may be: in two parts, so that no rule finds them equal at once. */
static void test_outputs_of_64_mib_are_compared(void **state)
{
    static const char *const names[] = {"icpc", "exact",         "verl",         "code-judge",
                                        "lcb",  "sandboxfusion", "codecontests", "apps"};
    static const char *const fills[] = {"7\n", "7 ", "7"};
    size_t most = 64u << 20;
    char *answer = malloc(most), *output = malloc(most);
    struct comparison c;

    (void)state;
    if (!answer || !output)
        abort();
    for (size_t f = 0; f < sizeof fills / sizeof *fills; f++) {
        size_t size = f == 0 ? most : most / 64; /* once is enough of the largest */

        for (size_t i = 0; i < size; i++)
            answer[i] = fills[f][i % strlen(fills[f])];
        memcpy(output, answer, size);
        output[size / 2 / 2 * 2] = 'x';
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            named_rule_compare(named_rule_by_name(names[i]), answer, size, output, size, &c);
            assert_false(c.equal);
        }
    }
    free(answer);
    free(output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_rule_decides_as_its_tool_does),
        cmocka_unit_test(test_a_difference_is_told_with_its_line),
        cmocka_unit_test(test_a_name_that_is_none_is_refused_with_all_names),
        cmocka_unit_test(test_outputs_of_64_mib_are_compared),
    };

    return cmocka_run_group_tests_name("named_rule", tests, NULL, NULL);
}
