/* SPDX-License-Identifier: MIT */
/* Loading a package: its test data and its programs. */
#include "folder.h"
#include "winnow/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void put_pair(void **state, const char *stem)
{
    char name[256];

    snprintf(name, sizeof name, "%s.in", stem);
    folder_put(state, name, "1\n");
    snprintf(name, sizeof name, "%s.ans", stem);
    folder_put(state, name, "2\n");
}

static struct problem *loaded(void **state)
{
    struct problem *problem = NULL;
    struct err err = {0};

    if (problem_load(&problem, *state, &err) < 0)
        fail_msg("%s", err.msg);
    return problem;
}

static void assert_refused(void **state, const char *first, const char *second)
{
    struct problem *problem = NULL;
    struct err err = {0};

    assert_int_equal(problem_load(&problem, *state, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    if (!strstr(err.msg, first) || !strstr(err.msg, second))
        fail_msg("'%s' and '%s' are not both in: %s", first, second, err.msg);
}

static bool is_warned(const struct problem *problem, const char *words)
{
    for (size_t i = 0; i < problem->warning_count; i++) {
        if (strstr(problem->warnings[i], words))
            return true;
    }
    return false;
}

static void tests_come_in_the_order_of_their_base_names(void **state)
{
    static const char *const secrets[] = {"secret/1", "secret/1-x", "secret/10", "secret/a-b",
                                          "secret/a/z/2"};
    struct problem *p;

    put_pair(state, "data/sample/2");
    put_pair(state, "data/sample/1");
    put_pair(state, "data/secret/a/z/2");
    put_pair(state, "data/secret/a-b");
    put_pair(state, "data/secret/10");
    put_pair(state, "data/secret/1-x");
    put_pair(state, "data/secret/1");
    put_pair(state, "data/invalid_input/9");
    p = loaded(state);
    assert_int_equal(p->sample_count, 2);
    assert_string_equal(p->samples[0].name, "sample/1");
    assert_int_equal(p->secret_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(p->secrets[i].name, secrets[i]);
    assert_non_null(strstr(p->secrets[4].input.path, "/data/secret/a/z/2.in"));
    assert_non_null(strstr(p->secrets[4].answer.path, "/data/secret/a/z/2.ans"));
    assert_true(is_warned(p, "problem.yaml: missing"));
    problem_free(p);
}

static void a_missing_answer_file_is_named(void **state)
{
    put_pair(state, "data/sample/1");
    folder_put(state, "data/secret/g/07.in", "");
    assert_refused(state, "data/secret/g/07.in", "no answer file 07.ans");
}

static void odd_names_are_ignored_with_a_warning(void **state)
{
    struct problem *p;

    put_pair(state, "data/sample/1");
    put_pair(state, "data/sample/.hidden");
    put_pair(state, "data/sample/-dash");
    put_pair(state, "data/sample/a b");
    put_pair(state, "data/sample/nl\n");
    folder_put(state, "data/sample/lonely.ans", "");
    folder_put(state, "data/sample/1.png", "");
    p = loaded(state);
    assert_int_equal(p->sample_count, 1);
    assert_true(is_warned(p, "/.hidden.in: ignored"));
    assert_true(is_warned(p, "/-dash.in: ignored"));
    assert_true(is_warned(p, "/a b.in: ignored"));
    assert_true(is_warned(p, "/nl?.in: ignored"));
    assert_true(is_warned(p, "/lonely.ans: ignored"));
    assert_int_equal(p->warning_count, 6);
    problem_free(p);
}

static void links_may_not_leave_the_package(void **state)
{
    struct problem *p;

    put_pair(state, "data/sample/1");
    folder_link(state, "data/sample/2.in", "1.in");
    folder_link(state, "data/sample/2.ans", "1.ans");
    folder_link(state, "data/secret", "sample");
    p = loaded(state);
    assert_int_equal(p->sample_count, 2);
    assert_int_equal(p->secret_count, 2);
    problem_free(p);
    folder_link(state, "data/sample/3.in", "/etc/passwd");
    assert_refused(state, "3.in", "out of the package");
}

static void links_that_lead_nowhere_or_in_circles_are_refused(void **state)
{
    put_pair(state, "data/sample/1");
    folder_link(state, "data/sample/loop", ".");
    assert_refused(state, "loop", "levels of directories");
    folder_link(state, "data/sample/0.in", "gone");
    assert_refused(state, "0.in", "leads nowhere");
}

static void only_regular_files_are_tests(void **state)
{
    cleanup_free char *fifo = file_join(*state, "data/sample/2.ans");

    put_pair(state, "data/sample/1");
    folder_put(state, "data/sample/2.in", "");
    assert_int_equal(mkfifo(fifo, 0600), 0);
    assert_refused(state, "2.ans", "not a regular file");
}

static void a_neighbour_whose_name_begins_alike_is_outside(void **state)
{
    cleanup_free char *package = file_join(*state, "sum");
    void *inner = package;

    put_pair(&inner, "data/sample/1");
    folder_put(state, "sum2/1.in", "");
    folder_link(&inner, "data/sample/2.in", "../../../sum2/1.in");
    assert_refused(&inner, "2.in", "out of the package");
}

static void programs_are_listed_by_kind(void **state)
{
    struct problem *p;

    put_pair(state, "data/sample/1");
    folder_put(state, "generators/gen.py", "");
    folder_put(state, "generators/README.md", "");
    folder_put(state, "generators/build", "");
    folder_put(state, "generators/dir/main.cpp", "");
    folder_put(state, "input_validators/v.cpp", "");
    folder_put(state, "input_validators/v.ctd", "");
    folder_put(state, "input_validators/v.viva", "");
    folder_put(state, "input_format_validators/w.c", "");
    folder_put(state, "submissions/accepted/a.cc", "");
    folder_put(state, "submissions/wrong_answer/w.cxx", "");
    folder_put(state, "submissions/wrong_answer/W.java", "");
    folder_put(state, "submissions/accepted/dir/main.py", "");
    folder_put(state, "submissions/accepted/notes/x.txt", "");
    folder_put(state, "submissions/accepted/x.h", "");
    folder_put(state, "submissions/stray.py", "");
    p = loaded(state);
    assert_int_equal(p->generator_count, 2);
    assert_string_equal(p->generators[0].name, "dir");
    assert_string_equal(p->generators[1].name, "gen.py");
    assert_null(p->generators[1].label);
    assert_int_equal(p->input_validator_count, 3);
    assert_string_equal(p->input_validators[1].name, "v.ctd");
    assert_non_null(strstr(p->input_validators[2].path, "/input_format_validators/w.c"));
    assert_int_equal(p->submission_count, 4);
    assert_string_equal(p->submissions[0].name, "accepted/a.cc");
    assert_string_equal(p->submissions[1].name, "accepted/dir");
    assert_string_equal(p->submissions[2].name, "wrong_answer/W.java");
    assert_string_equal(p->submissions[3].label, "wrong_answer");
    assert_true(is_warned(p, "generators/build: not used"));
    assert_true(is_warned(p, "v.viva: not used"));
    assert_true(is_warned(p, "accepted/x.h: not used"));
    folder_put(state, "input_validators/shared.h", "");
    problem_free(p);
    p = loaded(state); /* with a header, the directory is the program; grammars are others */
    assert_string_equal(p->input_validators[0].name, "input_validators");
    assert_string_equal(p->input_validators[1].name, "v.ctd");
    assert_int_equal(p->input_validator_count, 3);
    folder_link(state, "submissions/accepted/dir/passwd.h", "/etc/passwd");
    assert_refused(state, "passwd.h", "leads out of the package");
    assert_true(is_warned(p, "accepted/notes: not used"));
    assert_true(is_warned(p, "stray.py: not used"));
    assert_false(is_warned(p, "README"));
    problem_free(p);
}

static void assert_names(const struct package_program *list, size_t count, const char *wanted)
{
    char names[256] = "";

    for (size_t i = 0; i < count; i++)
        snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s", i ? " " : "",
                 list[i].name);
    assert_string_equal(names, wanted);
}

static void grammars_beside_a_program_are_validators_too(void **state)
{
    cleanup_free char *more = file_join(*state, "input_validators/more.py");
    struct problem *p;

    put_pair(state, "data/sample/1");
    folder_put(state, "input_validators/list.ctd", "");
    folder_put(state, "input_validators/validate.cpp", "");
    folder_put(state, "input_validators/more.py", "");
    p = loaded(state);
    assert_names(p->input_validators, p->input_validator_count, "list.ctd more.py validate.cpp");
    problem_free(p);
    folder_put(state, "input_validators/validate.h", "");
    unlink(more);
    p = loaded(state);
    assert_names(p->input_validators, p->input_validator_count, "input_validators list.ctd");
    problem_free(p);
}

static void directories_with_sources_or_scripts_are_programs(void **state)
{
    struct problem *p;

    put_pair(state, "data/sample/1");
    folder_put(state, "generators/one/gen.py", "");
    folder_put(state, "generators/one/tree.py", "");
    folder_put(state, "generators/two/build", "");
    folder_put(state, "generators/manual/1.in", "");
    folder_put(state, "generators/three.py", "");
    folder_put(state, "input_validators/a/run", "");
    folder_put(state, "input_format_validators/build", "");
    folder_put(state, "input_format_validators/one.cpp", "");
    folder_put(state, "input_format_validators/two.cpp", "");
    p = loaded(state);
    assert_names(p->generators, p->generator_count, "one three.py two");
    assert_names(p->input_validators, p->input_validator_count, "a input_format_validators");
    assert_true(is_warned(p, "generators/manual: not used: there is no source in it"));
    problem_free(p);
}

static void a_static_validator_that_no_group_asks_for_is_not_used(void **state)
{
    struct problem *p;

    put_pair(state, "data/secret/1");
    folder_put(state, "static_validator/validate.py", "");
    folder_put(state, "problem.yaml", "problem_format_version: 2025-09\nname: x\n");
    p = loaded(state);
    assert_true(is_warned(p, "static_validator: not used: no test group has a static_valid"));
    assert_null(p->static_validator);
    problem_free(p);
    folder_put(state, "data/secret/test_group.yaml", "static_validation_score: pass-fail\n");
    p = loaded(state);
    assert_int_equal(p->warning_count, 0);
    assert_non_null(p->static_validator);
    assert_string_equal(p->secrets[0].name, "secret/static_validation");
    problem_free(p);
}

static void warnings_have_an_end(void **state)
{
    struct problem *p;
    char name[64];

    put_pair(state, "data/sample/1");
    for (int i = 0; i < 150; i++) {
        snprintf(name, sizeof name, "data/sample/%d.ans", i + 2);
        folder_put(state, name, "");
    }
    p = loaded(state);
    assert_int_equal(p->warning_count, 101);
    assert_true(is_warned(p, "more warnings"));
    problem_free(p);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(tests_come_in_the_order_of_their_base_names),
        IN_FOLDER(a_missing_answer_file_is_named),
        IN_FOLDER(odd_names_are_ignored_with_a_warning),
        IN_FOLDER(links_may_not_leave_the_package),
        IN_FOLDER(links_that_lead_nowhere_or_in_circles_are_refused),
        IN_FOLDER(only_regular_files_are_tests),
        IN_FOLDER(a_neighbour_whose_name_begins_alike_is_outside),
        IN_FOLDER(programs_are_listed_by_kind),
        IN_FOLDER(grammars_beside_a_program_are_validators_too),
        IN_FOLDER(directories_with_sources_or_scripts_are_programs),
        IN_FOLDER(a_static_validator_that_no_group_asks_for_is_not_used),
        IN_FOLDER(warnings_have_an_end),
    };

    return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
