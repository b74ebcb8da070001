/* SPDX-License-Identifier: MIT */
/* The two programs of a task in C++: what compiling them may share with others. */
#include "eval/calls/call_language.h"
#include "lang/gcc/preamble.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const struct call_task task = {
    .prompt = "#include <bits/stdc++.h>\nusing namespace std;\nint add(int a, int b) {\n",
    .tests = "int main() { return add(1, 2) == 3 ? 0 : 1; }\n"};

static void assert_shared(const char *source)
{
    const struct language *language = language_by_name("cpp17");
    struct preamble preamble;

    assert_non_null(language);
    preamble_scan(&preamble, source, strlen(source));
    assert_true(preamble.count > 1); /* the prompt's header, and those of values.hpp */
    for (const char *const *word = language->not_kept; *word; word++)
        if (strstr(source, *word))
            fail_msg("for '%s' the program is compiled anew each time", *word);
}

static void the_programs_have_a_preamble_and_are_kept(void **state)
{
    struct buf source = BUF_INIT(BUF_CAP_SOURCE), tests = BUF_INIT(BUF_CAP_SOURCE),
               candidate = BUF_INIT(BUF_CAP_SOURCE);
    struct err err = {0};

    (void)state;
    assert_int_equal(buf_addf(&source, "%s    return a + b;\n}\n", task.prompt), 0);
    assert_int_equal(call_cpp.tests(&task, &tests, &err), 0);
    assert_int_equal(call_cpp.candidate(&task, &source, &candidate, &err), 0);
    assert_shared(buf_str(&tests));
    assert_shared(buf_str(&candidate));
    buf_release(&source);
    buf_release(&tests);
    buf_release(&candidate);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_programs_have_a_preamble_and_are_kept),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
