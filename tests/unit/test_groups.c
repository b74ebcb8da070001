/* SPDX-License-Identifier: MIT */
/* Groups of test data: which settings hold for a case, and what its scores can be. */
#include "winnow/problem.h"
#include "folder.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#define SCORING  "type: scoring\n"
#define DECLARED "problem_format_version: 2025-09\ntype: scoring\n"

static void put_pair(void *const *state, const char *stem)
{
    char name[200];

    snprintf(name, sizeof name, "%s.in", stem);
    folder_put(state, name, "");
    snprintf(name, sizeof name, "%s.ans", stem);
    folder_put(state, name, "");
}

/* Two samples' worth of directories: sample/1, secret/a/1, secret/a/2, secret/b/1. */
static void put_tests(void *const *state)
{
    put_pair(state, "data/sample/1");
    put_pair(state, "data/secret/a/1");
    put_pair(state, "data/secret/a/2");
    put_pair(state, "data/secret/b/1");
}

static struct problem *loaded(void **state)
{
    struct problem *problem = NULL;
    struct err err = {0};

    if (problem_load(&problem, *state, &err) < 0)
        fail_msg("%s", err.msg);
    return problem;
}

static void assert_refused(void **state, const char *words)
{
    struct problem *problem = NULL;
    struct err err = {0};

    if (problem_load(&problem, *state, &err) == 0)
        fail_msg("it is taken, and should be refused: %s", words);
    assert_int_equal(err.kind, ERR_INPUT);
    if (!strstr(err.msg, words))
        fail_msg("'%s' is not in: %s", words, err.msg);
}

static bool is_warned(const struct problem *problem, const char *words)
{
    for (size_t i = 0; i < problem->warning_count; i++)
        if (strstr(problem->warnings[i], words))
            return true;
    return false;
}

static const struct test_group *group_named(const struct problem *problem, const char *name)
{
    for (size_t i = 0; i < problem->group_count; i++)
        if (strcmp(problem->groups[i].name, name) == 0)
            return &problem->groups[i];
    fail_msg("there is no group '%s'", name);
    return NULL;
}

static bool same(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void assert_words(char *const *args, const char *words)
{
    char joined[200] = "";

    for (; args && *args; args++) {
        strcat(joined, *args);
        strcat(joined, "|");
    }
    assert_string_equal(joined, words);
}

static void directories_are_groups_in_their_order(void **state)
{
    static const char *const names[] = {"", "sample", "secret", "secret/a", "secret/b"};
    static const size_t parents[] = {0, 0, 0, 2, 2};
    struct problem *p;

    put_tests(state);
    p = loaded(state);
    assert_int_equal(p->group_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(p->groups[i].name, names[i]);
        assert_int_equal(p->groups[i].parent, parents[i]);
    }
    assert_int_equal(p->samples[0].group, 1);
    assert_int_equal(p->secrets[0].group, 3);
    assert_int_equal(p->secrets[2].group, 4);
    assert_false(p->graded);
    assert_ptr_equal(p->secrets[0].settings, p->samples[0].settings);
    problem_free(p);
}

static void flags_hold_for_the_directory_and_what_is_in_it(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", "validator_flags: case_sensitive\n");
    folder_put(state, "data/secret/testdata.yaml",
               "output_validator_flags: float_tolerance 1e-4\n");
    folder_put(state, "data/secret/b/testdata.yaml", "output_validator_flags: ''\n");
    folder_put(state, "data/secret/a/2.yaml", "output_validator_args: [float_tolerance, '1e-6']\n");
    p = loaded(state);
    assert_true(p->samples[0].settings->compare.case_sensitive);
    assert_false(p->samples[0].settings->compare.float_mode);
    assert_true(p->secrets[0].settings->compare.case_sensitive);
    assert_true(same(p->secrets[0].settings->compare.float_absolute, 1e-4));
    assert_true(p->secrets[1].settings->compare.float_absolute < 1e-5);
    assert_false(p->secrets[2].settings->compare.float_mode);
    assert_true(p->secrets[2].settings->compare.case_sensitive);
    assert_true(p->compare.float_mode); /* for generated inputs, as for the first secret test */
    problem_free(p);
}

static void a_static_validation_case_is_the_first_of_its_group(void **state)
{
    static const char *const names[] = {"secret/a/static_validation", "secret/a/1", "secret/a/2",
                                        "secret/b/1"};
    const struct test_group *group;
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", DECLARED);
    folder_put(state, "static_validator/check.py", "");
    folder_put(state, "data/secret/a/test_group.yaml",
               "static_validation_score: 10\nstatic_validator_args: [x, y z]\nargs: [w]\n"
               "max_score: 40\nscore_aggregation: sum\n");
    folder_put(state, "data/secret/b/test_group.yaml", "max_score: 60\n");
    p = loaded(state);
    assert_int_equal(p->secret_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(p->secrets[i].name, names[i]);
        assert_int_equal(p->secrets[i].is_static, i == 0);
    }
    assert_words(p->secrets[0].settings->validator_args, "x|y z|");
    assert_null(p->secrets[1].settings->validator_args);
    assert_words(p->secrets[1].settings->args, "w|");
    group = group_named(p, "secret/a");
    assert_true(group->has_static && same(group->static_score, 10));
    assert_true(same(group->case_max_score, 15));         /* two cases share what is left */
    assert_false(group_named(p, "secret/b")->has_static); /* nor is it that of the group above */
    assert_string_equal(p->static_validator->name, "static_validator");
    problem_free(p);
}

static void a_static_score_that_cannot_be_is_refused(void **state)
{
    static const struct {
        const char *text, *words;
    } wrong[] = {
        {"static_validation_score: 1\n",
         "secret/a/test_group.yaml:1: static_validation_score: a number in a group"},
        {"static_validation_score: x\n", "'x' is neither an integer"},
        {"static_validation_score: [1]\n", "expected one value"},
        {"score_aggregation: min\nstatic_validation_score: pass-fail\n",
         "test_group.yaml:2: static_validation_score: pass-fail needs"},
        {"static_validator_args: []\n", "there is no static_validation_score"},
        {"max_score: 5\nscore_aggregation: sum\nstatic_validation_score: 6\n",
         "more than the group's"},
    };

    put_tests(state);
    folder_put(state, "problem.yaml", DECLARED);
    folder_put(state, "static_validator/check.py", "");
    folder_put(state, "data/secret/b/test_group.yaml", "max_score: 60\n");
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        folder_put(state, "data/secret/a/test_group.yaml", wrong[i].text);
        assert_refused(state, wrong[i].words);
    }
    put_pair(state, "data/secret/a/static_validation");
    folder_put(state, "data/secret/a/test_group.yaml",
               "max_score: 40\nstatic_validation_score: pass-fail\n");
    assert_refused(state, "a/static_validation.in: the name is that of the group's static");
}

static void a_tolerance_that_the_user_asks_for_holds_everywhere(void **state)
{
    const struct problem_overrides asked = {.float_tolerance = "0.5"};
    struct problem *p;

    put_tests(state);
    folder_put(state, "data/secret/a/testdata.yaml",
               "output_validator_flags: float_tolerance 1e-4\n");
    p = loaded(state);
    assert_int_equal(problem_settle(p, &asked, NULL), 0);
    assert_true(same(p->secrets[0].settings->compare.float_relative, 0.5));
    assert_true(same(p->secrets[2].settings->compare.float_relative, 0.5));
    problem_free(p);
}

static void validators_get_the_arguments_of_problem_and_group(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "output_validators/v.py", "");
    folder_put(state, "problem.yaml", "validation: custom\nvalidator_flags: x y\n");
    folder_put(state, "data/secret/a/testdata.yaml",
               "output_validator_flags: z 1\ninput_validator_flags: --n 5\n");
    folder_put(state, "data/secret/b/testdata.yaml",
               "output_validator_flags: {name: v.py, flags: q}\n");
    p = loaded(state);
    assert_words(p->samples[0].settings->validator_args, "x|y|");
    assert_words(p->secrets[0].settings->validator_args, "x|y|z|1|");
    assert_words(p->secrets[0].settings->input_validator_args, "--n|5|");
    assert_words(p->secrets[2].settings->validator_args, "x|y|q|");
    assert_null(p->secrets[2].settings->input_validator_args);
    problem_free(p);
}

static void a_case_can_give_the_candidate_arguments(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", "problem_format_version: 2025-09\n");
    folder_put(state, "data/secret/a/test_group.yaml", "args: [a b, '']\n");
    folder_put(state, "data/secret/a/2.yaml", "args: []\nhint: none\nfull_feedback: true\n");
    folder_put(state, "data/secret/b/lonely.yaml", "args: [x]\n");
    p = loaded(state);
    assert_words(p->secrets[0].settings->args, "a b||");
    assert_null(p->secrets[1].settings->args);
    assert_null(p->secrets[2].settings->args);
    assert_true(is_warned(p, "lonely.yaml: ignored: there is no input for it"));
    problem_free(p);
}

static void a_legacy_grader_gives_each_group_its_best_score(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", SCORING);
    folder_put(state, "data/testdata.yaml",
               "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n");
    folder_put(state, "data/secret/testdata.yaml",
               "grader_flags: first_error accept_if_any_accepted\n");
    folder_put(state, "data/secret/a/testdata.yaml",
               "on_reject: break\naccept_score: 40\ngrader_flags: min\n");
    folder_put(state, "data/secret/b/testdata.yaml", "accept_score: 25\nrange: -inf 20\n");
    p = loaded(state);
    assert_true(p->graded && p->scoring == SCORING_LEGACY);
    assert_true(p->groups[0].last_counts && p->groups[0].go_on);
    assert_true(group_named(p, "secret")->any_accepted && group_named(p, "secret")->go_on);
    assert_int_equal(group_named(p, "secret")->verdict_rule, VERDICT_FIRST);
    assert_false(group_named(p, "secret/a")->go_on);
    assert_false(group_named(p, "secret/a")->any_accepted);
    assert_int_equal(group_named(p, "secret/a")->score_rule, SCORE_MIN);
    assert_true(same(group_named(p, "secret/a")->max_score, 40));
    assert_true(same(group_named(p, "secret/b")->max_score, 20));
    assert_true(isinf(group_named(p, "secret/b")->lowest));
    assert_true(same(group_named(p, "secret")->max_score, 60));
    assert_true(same(p->groups[0].max_score, 60));
    problem_free(p);
}

static void defaults_of_problem_yaml_hold_below_it(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml",
               SCORING "grading:\n  objective: min\n  on_reject: worst_error\n  accept_score: 7\n"
                       "  range: 3 9\n  show_test_data_groups: true\n  surprise: 1\n");
    p = loaded(state);
    assert_true(p->minimise && p->groups[0].go_on);
    assert_true(same(p->groups[3].accept_score, 7));
    assert_true(same(p->groups[0].max_score, 3)); /* the best, as the objective is min */
    assert_true(is_warned(p, "surprise"));
    problem_free(p);
}

static void whether_the_verdict_needs_a_grader(void **state)
{
    static const struct {
        const char *text;
        bool graded;
    } files[] = {
        {"on_reject: break\n", false},
        {"grader_flags: first_error\n", false},
        {"grader_flags: ignore_sample sum\n", false},
        {"on_reject: continue\n", true},
        {"grader_flags: always_accept\n", true},
        {"grader_flags: accept_if_any_accepted\n", true},
    };

    put_tests(state);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct problem *p;

        folder_put(state, "data/testdata.yaml", files[i].text);
        p = loaded(state);
        if (p->graded != files[i].graded)
            fail_msg("%s", files[i].text);
        problem_free(p);
    }
}

static void of_2025_09_cases_share_the_score_of_their_group(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", DECLARED);
    folder_put(state, "data/secret/a/test_group.yaml", "max_score: 30\nscore_aggregation: sum\n");
    folder_put(state, "data/secret/b/test_group.yaml", "max_score: 70\nrequire_pass: sample\n");
    p = loaded(state);
    assert_true(p->graded && p->scoring == SCORING_DECLARED);
    assert_true(same(p->groups[0].max_score, 100));
    assert_int_equal(p->groups[0].score_rule, SCORE_LAST);
    assert_true(same(group_named(p, "secret/a")->case_max_score, 15));
    assert_true(group_named(p, "secret/a")->go_on);
    assert_int_equal(group_named(p, "secret/b")->score_rule, SCORE_PASS_FAIL);
    assert_false(group_named(p, "secret/b")->go_on);
    assert_int_equal(group_named(p, "secret/b")->required_count, 1);
    assert_string_equal(p->groups[group_named(p, "secret/b")->required[0]].name, "sample");
    problem_free(p);
}

static void of_2025_09_deeper_directories_are_no_groups(void **state)
{
    struct problem *p;

    put_tests(state);
    put_pair(state, "data/secret/a/deep/1");
    folder_put(state, "problem.yaml", DECLARED);
    folder_put(state, "data/secret/a/test_group.yaml", "max_score: 30\nscore_aggregation: sum\n");
    folder_put(state, "data/secret/b/test_group.yaml", "max_score: 70\n");
    p = loaded(state);
    assert_int_equal(p->group_count, 5);
    assert_true(same(group_named(p, "secret/a")->case_max_score, 10));
    problem_free(p);
    folder_put(state, "data/secret/a/deep/test_group.yaml", "max_score: 3\n");
    assert_refused(state, "deep/test_group.yaml: a group has no groups in it");
}

/* One file, in a package with this problem.yaml, and the words it must be refused with. */
static const struct {
    const char *metadata, *name, *text, *words;
} refused[] = {
    {"", "data/testdata.yaml", "grading: custom\n",
     "testdata.yaml:1: grading: custom graders (graders/) are not supported"},
    {"", "data/testdata.yaml", "on_reject: maybe\n", "testdata.yaml:1: on_reject: 'maybe'"},
    {"", "data/testdata.yaml", "range: 3\n", "range: expected two numbers"},
    {"", "data/testdata.yaml", "range: 3 1\n", "range: the first number is above"},
    {"", "data/testdata.yaml", "accept_score: much\n", "accept_score: 'much' is not a number"},
    {"", "data/testdata.yaml", "accept_score: [1]\n", "expected one value, not a list"},
    {"", "data/secret/a/1.yaml", "output_validator_args: [x]\n", "1.yaml:1: unknown"},
    {"", "data/secret/testdata.yaml", "\noutput_validator_flags: x\n", "testdata.yaml:2: unknown"},
    {"", "data/secret/a/1.yaml", "args: [\n", "not valid YAML"},
    {"", "data/secret/a/1.yaml",
     "args: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n",
     "1.yaml:1: args: more than 20 arguments"},
    {"", "data/test_group.yaml", "static_validation_score: 3\n",
     "no static validation in this version"},
    {SCORING, "data/testdata.yaml", "max_score: 3\n", "max_score has no meaning here"},
    {SCORING, "data/testdata.yaml", "surprise: 3\n", "surprise has no meaning here"},
    {DECLARED, "data/sample/test_group.yaml", "max_score: 3\n", "max_score has no meaning here"},
    {DECLARED, "data/secret/a/test_group.yaml", "grader_flags: min\n", "has no meaning here"},
    {DECLARED, "data/secret/a/test_group.yaml", "max_score: -1\n", "expected an integer"},
    {DECLARED, "data/secret/a/test_group.yaml", "max_score: 1.5\n", "expected an integer"},
    {DECLARED, "data/secret/a/test_group.yaml", "score_aggregation: max\n",
     "'max' is not pass-fail"},
    {DECLARED, "data/secret/a/test_group.yaml", "require_pass: b\n", "no earlier group 'b'"},
    {DECLARED, "data/secret/a/test_group.yaml", "require_pass: secret\n", "no earlier group"},
    {DECLARED, "data/secret/a/test_group.yaml", "hint: x\n",
     "data/secret/a: a group with pass-fail"},
    {DECLARED, "data/secret/a/test_group.yaml", "score_aggregation: sum\n", "needs a max_score"},
    {DECLARED, "data/secret/test_group.yaml",
     "score_aggregation: pass-fail\nmax_score: unbounded\n", "data/secret: a group with pass-fail"},
    {DECLARED, "data/secret/1.in", "", "there is no answer file"},
};

static void what_gives_no_right_score_is_refused(void **state)
{
    put_tests(state);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        cleanup_free char *path = file_join(*state, refused[i].name);

        folder_put(state, "problem.yaml", refused[i].metadata);
        folder_put(state, refused[i].name, refused[i].text);
        assert_refused(state, refused[i].words);
        unlink(path);
    }
}

static void what_a_group_requires_is_pass_fail(void **state)
{
    put_tests(state);
    folder_put(state, "problem.yaml", DECLARED);
    folder_put(state, "data/secret/a/test_group.yaml", "max_score: 3\nscore_aggregation: min\n");
    folder_put(state, "data/secret/b/test_group.yaml", "max_score: 3\nrequire_pass: [secret/a]\n");
    assert_refused(state, "data/secret/b: require_pass names a group that is not pass-fail");
    folder_put(state, "data/secret/b/test_group.yaml", "max_score: 3\n");
    put_pair(state, "data/secret/1");
    assert_refused(state, "data/secret: it has both test cases and groups");
}

static void without_scores_the_rest_is_a_warning(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "data/testdata.yaml",
               "max_score: 3\nsurprise: 4\n"
               "grader_flags: min frobnicate\n"
               "input_validator_flags: {name: v, flags: x}\n");
    p = loaded(state);
    assert_true(is_warned(p, "testdata.yaml:1: max_score is not used"));
    assert_true(is_warned(p, "testdata.yaml:2: surprise is not used"));
    assert_true(is_warned(p, "testdata.yaml:3: grader flag 'frobnicate' is not used"));
    assert_true(is_warned(p, "testdata.yaml:4: input_validator_flags.name is not passed on"));
    assert_false(p->graded);
    problem_free(p);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(directories_are_groups_in_their_order),
        IN_FOLDER(flags_hold_for_the_directory_and_what_is_in_it),
        IN_FOLDER(a_static_validation_case_is_the_first_of_its_group),
        IN_FOLDER(a_static_score_that_cannot_be_is_refused),
        IN_FOLDER(a_tolerance_that_the_user_asks_for_holds_everywhere),
        IN_FOLDER(validators_get_the_arguments_of_problem_and_group),
        IN_FOLDER(a_case_can_give_the_candidate_arguments),
        IN_FOLDER(a_legacy_grader_gives_each_group_its_best_score),
        IN_FOLDER(defaults_of_problem_yaml_hold_below_it),
        IN_FOLDER(whether_the_verdict_needs_a_grader),
        IN_FOLDER(of_2025_09_cases_share_the_score_of_their_group),
        IN_FOLDER(of_2025_09_deeper_directories_are_no_groups),
        IN_FOLDER(what_gives_no_right_score_is_refused),
        IN_FOLDER(what_a_group_requires_is_pass_fail),
        IN_FOLDER(without_scores_the_rest_is_a_warning),
    };

    return cmocka_run_group_tests_name("groups", tests, NULL, NULL);
}
