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

static void flags_that_hold_everywhere_are_taken_from_test_data(void **state)
{
    static const char flags[] = "output_validator_args: [float_tolerance, 1e-4]\n";
    struct problem *p;

    put_pair(state, "data/sample/1");
    put_pair(state, "data/secret/g/1");
    folder_put(state, "data/sample/test_group.yaml", flags);
    assert_refused(state, "per-group/case validator flags", "not supported yet");
    folder_put(state, "data/secret/test_group.yaml", flags);
    p = loaded(state);
    assert_true(p->compare.float_mode && p->compare.float_absolute > 0);
    problem_free(p);
    folder_put(state, "problem.yaml", "validator_flags: case_sensitive\n");
    assert_refused(state, "differ from problem.yaml's", "not supported yet");
}

/* One file in the test data, and the words it must be refused with. */
static const struct {
    const char *name, *text, *words;
} finer[] = {
    {"data/secret/1.yaml", "output_validator_args: [case_sensitive]\n", "1.yaml:1: per-group/case"},
    {"data/secret/g/testdata.yaml", "output_validator_flags: case_sensitive\n",
     "g/testdata.yaml:1: per-group/case"},
    {"data/secret/testdata.yaml", "output_validator_flags: case_sensitive\n",
     "testdata.yaml:1: per-group/case"},
    {"data/secret/testdata.yaml", "\noutput_validator_flags: x\n", "testdata.yaml:2: unknown"},
    {"data/secret/1.yaml", "args: [-v]\n", "arguments for the submission"},
    {"data/secret/1.yaml", "args: [\n", "not valid YAML"},
    {"data/test_group.yaml", "static_validation_score: 3\n", "static validation"},
};

static void finer_settings_are_refused(void **state)
{
    put_pair(state, "data/sample/1");
    put_pair(state, "data/secret/1");
    put_pair(state, "data/secret/g/1");
    for (size_t i = 0; i < sizeof finer / sizeof *finer; i++) {
        cleanup_free char *path = file_join(*state, finer[i].name);

        folder_put(state, finer[i].name, finer[i].text);
        assert_refused(state, "data/", finer[i].words);
        unlink(path);
    }
}

static void flags_of_one_group_of_two_are_refused(void **state)
{
    put_pair(state, "data/secret/1/1");
    put_pair(state, "data/secret/2/1");
    folder_put(state, "data/secret/2/testdata.yaml", "output_validator_flags: case_sensitive\n");
    assert_refused(state, "2/testdata.yaml:1", "not supported yet");
}

static void settings_that_ask_for_nothing_are_fine(void **state)
{
    struct problem *p;

    put_pair(state, "data/secret/1");
    folder_put(state, "data/testdata.yaml", "on_reject: continue\nrange: 0 100\n");
    folder_put(state, "data/secret/testdata.yaml",
               "output_validator_flags:\ninput_validator_flags: n=5\ngrader_flags: min\n");
    folder_put(state, "data/secret/1.yaml", "hint: h\nargs: []\noutput_validator_args: []\n");
    p = loaded(state);
    assert_int_equal(p->secret_count, 1);
    assert_true(is_warned(p, "testdata.yaml:2: input_validator_flags"));
    problem_free(p);
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
    folder_put(state, "input_format_validators/w.c", "");
    folder_put(state, "submissions/accepted/a.cc", "");
    folder_put(state, "submissions/wrong_answer/w.cxx", "");
    folder_put(state, "submissions/wrong_answer/W.java", "");
    folder_put(state, "submissions/stray.py", "");
    p = loaded(state);
    assert_int_equal(p->generator_count, 1);
    assert_string_equal(p->generators[0].name, "gen.py");
    assert_null(p->generators[0].label);
    assert_int_equal(p->input_validator_count, 2);
    assert_non_null(strstr(p->input_validators[1].path, "/input_format_validators/w.c"));
    assert_int_equal(p->submission_count, 2);
    assert_string_equal(p->submissions[0].name, "accepted/a.cc");
    assert_string_equal(p->submissions[1].label, "wrong_answer");
    assert_true(is_warned(p, "generators/build: not used"));
    assert_true(is_warned(p, "generators/dir: not used"));
    assert_true(is_warned(p, "v.ctd: not used"));
    assert_true(is_warned(p, "W.java: not used"));
    assert_true(is_warned(p, "stray.py: not used"));
    assert_false(is_warned(p, "README"));
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
        IN_FOLDER(flags_that_hold_everywhere_are_taken_from_test_data),
        IN_FOLDER(finer_settings_are_refused),
        IN_FOLDER(flags_of_one_group_of_two_are_refused),
        IN_FOLDER(settings_that_ask_for_nothing_are_fine),
        IN_FOLDER(programs_are_listed_by_kind),
        IN_FOLDER(warnings_have_an_end),
    };

    return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
