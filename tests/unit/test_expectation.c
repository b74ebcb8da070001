/* SPDX-License-Identifier: MIT */
/* What a package promises of its submissions: globs, labels, submissions.yaml, tags, time limits. */
#include "folder.h"
#include "problem/promise/expectation.h"
#include "problem/promise/glob.h"
#include "problem/promise/labels.h"
#include "problem/timelimit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void globs_match_names_and_the_directories_above(void **state)
{
    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"accepted", "accepted/a.py", true},
        {"accepted/*", "accepted/a.py", true},
        {"accepted/*", "accepted/dir/a.py", true},
        {"accept", "accepted/a.py", false},
        {"*", "accepted/a.py", true},
        {"*/a.py", "accepted/a.py", true},
        {"*.py", "accepted/a.py", false},
        {"*/*.py", "accepted/a.cpp", false},
        {"*/{a,b}.py", "accepted/b.py", true},
        {"*/{a,b}.{cpp,py}", "accepted/b.py", true},
        {"*/{a,b}.{cpp,py}", "accepted/c.py", false},
        {"*/{a{1,2},b}.py", "x/a2.py", true},
        {"*/{a{1,2},b}.py", "x/a.py", false},
        {"{,x}", "x/y", true},
        {"{a", "{a", true},
        {"a}", "a}", true},
        {"[ab]", "a", false},
        {"secret/*-hard", "secret/3-hard", true},
        {"secret/*-hard", "secret/group/3-hard", false},
        {"secret/group1", "secret/group1/01", true},
        {"secret/group1", "secret/group10/01", false},
        {"secret/**", "secret/a", true},
        {"", "", false},
        {"*", "", true},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (glob_match(rows[i].pattern, rows[i].path) != rows[i].matches)
            fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].path);
}

static void a_glob_without_end_ends(void **state)
{
    char pattern[GLOB_MAX + 2], path[401];

    (void)state;
    memset(path, 'a', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    memset(pattern, 0, sizeof pattern);
    for (int i = 0; i < 100; i++)
        strcat(pattern, "*a");
    assert_false(glob_match(strcat(pattern, "b"), path));
    pattern[0] = '\0';
    for (int i = 0; i < 160; i++)
        strcat(pattern, "{a,aa}");
    assert_false(glob_match(strcat(pattern, "b"), path));
    memset(pattern, '{', sizeof pattern - 1);
    assert_false(glob_match(pattern, path));
    pattern[GLOB_MAX] = '\0';
    assert_false(glob_match(pattern, path));
}

#define SET(a)     VERDICT_BIT(a)
#define SET2(a, b) (VERDICT_BIT(a) | VERDICT_BIT(b))

static void directories_promise_what_their_format_says(void **state)
{
    static const struct {
        const char *label;
        bool modern, promises;
        unsigned permitted, required;
        bool lower, upper;
    } rows[] = {
        {"accepted", false, true, SET(AC), 0, true, false},
        {"accepted", true, true, SET(AC), 0, true, false},
        {"wrong_answer", false, true, SET2(AC, WA), SET(WA), false, false},
        {"wrong_answer", true, true, SET2(AC, WA), SET(WA), true, false},
        {"time_limit_exceeded", false, true, SET2(AC, WA) | SET(TLE), SET(TLE), false, true},
        {"time_limit_exceeded", true, true, SET2(AC, TLE), SET(TLE), false, true},
        {"run_time_error", false, true, VERDICTS_ALL, VERDICTS_RTE, false, false},
        {"run_time_error", true, true, SET(AC) | VERDICTS_RTE, VERDICTS_RTE, true, false},
        {"runtime_error", false, true, VERDICTS_ALL, VERDICTS_RTE, false, false},
        {"rejected", true, true, VERDICTS_ALL, VERDICTS_ALL & ~SET(AC), false, false},
        {"brute_force", true, true, VERDICTS_ALL & ~SET(WA), SET(TLE) | VERDICTS_RTE, false, false},
        {"memory_limit_exceeded", false, true, VERDICTS_ALL, VERDICTS_RTE, false, false},
        {"compiler_error", false, true, SET2(AC, CE), SET(CE), false, false},
        {"no_output", false, true, SET2(AC, WA), SET(WA), false, false},
        {"output_limit_exceeded", false, true, SET2(AC, OLE), SET(OLE), false, false},
        {"slow", false, true, SET2(AC, TLE), 0, false, false},
        {"mixed", false, false, SET(AC), 0, false, false},
        {"drafts", true, false, SET(AC), 0, false, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct expectation e;

        assert_int_equal(label_promise(rows[i].label, rows[i].modern, &e), rows[i].promises);
        if (e.permitted != rows[i].permitted || e.required != rows[i].required ||
            e.is_lower != rows[i].lower || e.is_upper != rows[i].upper)
            fail_msg("%s: permitted %x, required %x", rows[i].label, e.permitted, e.required);
    }
}

static void tags_name_sets_of_verdicts(void **state)
{
    static const struct {
        const char *text;
        unsigned set;
    } rows[] = {
        {"// @EXPECTED_RESULTS@: CORRECT\n", SET(AC)},
        {"/* @EXPECTED_RESULTS@: WRONG-ANSWER */", SET(WA)},
        {"# @EXPECTED_RESULTS@: TIMELIMIT,RUN-ERROR", SET(TLE) | VERDICTS_RTE},
        {"x\n# @EXPECTED_RESULTS@: accepted , Time_Limit_Exceeded\r\n", SET2(AC, TLE)},
        {"@EXPECTED_RESULTS@:COMPILER-ERROR", SET(CE)},
        {"@EXPECTED_RESULTS@: NO-OUTPUT, OUTPUT-LIMIT", SET2(WA, OLE)},
        {"@EXPECTED_RESULTS@: CHECK-MANUALLY", 0},
        {"@EXPECTED_RESULTS@: CORRECT,", 0},
        {"@EXPECTED_RESULTS@:", 0},
        {"@EXPECTED_RESULTS@ CORRECT", 0},
        {"", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (label_tag(rows[i].text) != rows[i].set)
            fail_msg("'%s': %x", rows[i].text, label_tag(rows[i].text));
}

static void a_computed_limit_is_the_least_multiple_that_is_far_enough(void **state)
{
    static const struct {
        double factor, resolution, slowest, limit; /* seconds */
    } rows[] = {
        {5, 1, 0, 1},         {5, 1, 0.2, 1},     {5, 1, 0.200001, 2}, {2, 1, 0.94, 2},
        {1.5, 1, 0.94, 2},    {2, 0.5, 0.1, 0.5}, {2, 0.1, 0.3, 0.6},  {1.1, 0.1, 1, 1.1},
        {2, 0.25, 0.3, 0.75}, {5, 1, 60, 300},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct time_rule rule = {rows[i].factor, 1.5, llround(rows[i].resolution * 1e9)};
        nsec_t limit = timelimit_compute(&rule, llround(rows[i].slowest * 1e9));

        if (limit != llround(rows[i].limit * 1e9))
            fail_msg("row %zu: %g s", i, (double)limit / 1e9);
        assert_int_equal(timelimit_tle(&rule, limit), limit + limit / 2);
    }
}

/* ---- whole packages */

static struct problem *load(void **state, const char *version, const char *yaml)
{
    struct problem *p = NULL;
    struct err err = {0};

    folder_put(state, "problem.yaml", version);
    folder_put(state, "data/secret/1.in", "1\n");
    folder_put(state, "data/secret/1.ans", "1\n");
    if (yaml)
        folder_put(state, "submissions/submissions.yaml", yaml);
    if (problem_load(&p, *state, &err) < 0)
        fail_msg("%s", err.msg);
    return p;
}

#define MODERN "problem_format_version: 2025-09\nname: x\n"

static const struct package_program *submission(const struct problem *p, const char *name)
{
    for (size_t i = 0; i < p->submission_count; i++)
        if (strcmp(p->submissions[i].name, name) == 0)
            return &p->submissions[i];
    fail_msg("no submission %s", name);
    return NULL;
}

static bool has_warning(const struct problem *p, const char *words)
{
    for (size_t i = 0; i < p->warning_count; i++)
        if (strstr(p->warnings[i], words))
            return true;
    return false;
}

static void submissions_yaml_adds_and_replaces(void **state)
{
    const struct package_program *s;
    struct problem *p;

    folder_put(state, "submissions/accepted/a.py", "");
    folder_put(state, "submissions/accepted/dir/one.py", "");
    folder_put(state, "submissions/time_limit_exceeded/b.py", "");
    folder_put(state, "submissions/odd/c.py", "");
    p = load(state, MODERN,
             "time_limit_exceeded: {permitted: [AC, WA, TLE]}\n"
             "accepted/*.py: {use_for_time_limit: false, language: pypy3, authors: {name: A.B}}\n"
             "accepted/dir: {entrypoint: one.py, model_solution: true}\n"
             "odd/c.py:\n"
             "  sample: {permitted: [AC]}\n"
             "  secret/*-big: {permitted: [AC, TLE], required: TLE, message: slow, colour: red}\n"
             "nowhere/*: {permitted: [AC]}\n");
    s = submission(p, "time_limit_exceeded/b.py");
    assert_int_equal(s->expectation_count, 1);
    assert_int_equal(s->expectations[0].permitted, SET2(AC, WA) | SET(TLE));
    assert_int_equal(s->expectations[0].required, SET(TLE));
    assert_true(s->expectations[0].is_upper);
    assert_false(expectations_need_first(s));
    s = submission(p, "accepted/a.py");
    assert_string_equal(s->language, "pypy3");
    assert_int_equal(s->expectation_count, 2);
    assert_true(s->expectations[0].is_lower && !s->expectations[1].is_lower);
    assert_string_equal(submission(p, "accepted/dir")->entrypoint, "one.py");
    assert_true(expectations_need_first(submission(p, "accepted/dir")));
    s = submission(p, "odd/c.py");
    assert_int_equal(s->expectation_count, 2);
    assert_string_equal(s->expectations[1].cases, "secret/*-big");
    assert_string_equal(s->expectations[1].message, "slow");
    assert_string_equal(s->expectations[1].source, "submissions.yaml:6");
    assert_true(s->expectations[0].is_lower && s->expectations[1].is_upper);
    assert_true(has_warning(p, "submissions.yaml:6: unknown key 'colour'"));
    assert_true(has_warning(p, "submissions.yaml:7: 'nowhere/*' matches no submission"));
    problem_free(p);
}

static void what_is_not_understood_is_refused(void **state)
{
    static const struct {
        const char *yaml, *words;
    } rows[] = {
        {"accepted: {permitted: [AC, PE]}\n",
         "submissions.yaml:1: permitted: unknown verdict 'PE'"},
        {"a:\n  use_for_time_limit: maybe\n", "submissions.yaml:2: use_for_time_limit: expected"},
        {"a: {secret: {required: [X]}}\n", "required: unknown verdict 'X'"},
        {"a: {score: high}\n", "submissions.yaml:1: score: "},
    };

    problem_free(load(state, MODERN, NULL));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct problem *p = NULL;
        struct err err = {0};

        folder_put(state, "submissions/submissions.yaml", rows[i].yaml);
        assert_int_equal(problem_load(&p, *state, &err), -1);
        if (err.kind != ERR_INPUT || !strstr(err.msg, rows[i].words))
            fail_msg("%s", err.msg);
    }
}

static void tags_count_outside_the_standard_directories(void **state)
{
    struct problem *p;
    const char *tag = "# @EXPECTED_RESULTS@: WRONG-ANSWER, TIMELIMIT\n";

    folder_put(state, "submissions/accepted/a.py", tag);
    folder_put(state, "submissions/mixed/b.py", tag);
    folder_put(state, "submissions/rejected/d/c.py", tag);
    folder_put(state, "submissions/mixed/e.py", "");
    p = load(state, "name: x\n", NULL);
    assert_int_equal(submission(p, "accepted/a.py")->expectations[0].permitted, SET(AC));
    assert_int_equal(submission(p, "mixed/b.py")->expectations[0].required, SET2(WA, TLE));
    assert_int_equal(submission(p, "rejected/d")->expectations[0].required, SET2(WA, TLE));
    assert_int_equal(submission(p, "mixed/e.py")->expectation_count, 0);
    problem_free(p);
}

/* ---- judgements against promises */

static void a_broken_promise_is_said_with_its_case(void **state)
{
    struct judgement cases[] = {{.verdict = VERDICT_AC, .test = "sample/1", .cpu = 10},
                                {.verdict = VERDICT_WA, .test = "secret/1", .cpu = 30},
                                {.verdict = VERDICT_MLE, .test = "secret/2", .cpu = 20}};
    struct judgement all = {.verdict = VERDICT_WA, .cases = cases, .case_count = 3};
    struct judgement broken = {.verdict = VERDICT_CE, .detail = "no ;"};
    static const struct {
        struct expectation promise;
        const char *words; /* NULL: it holds */
    } rows[] = {
        {{.permitted = SET(AC)}, "x permits only AC, and secret/1 is WA"},
        {{.permitted = SET2(AC, WA)}, "x permits only AC, WA, and secret/2 is MLE"},
        {{.permitted = SET2(AC, WA) | VERDICTS_RTE, .required = SET(WA)}, NULL},
        {{.permitted = VERDICTS_ALL, .required = SET(TLE)},
         "x requires TLE of a case, and none of the 3 that were run is"},
        {{.permitted = VERDICTS_ALL, .required = VERDICTS_RTE}, NULL},
        {{.permitted = VERDICTS_ALL, .required = VERDICTS_RTE, .cases = (char *)"s*/1"},
         "x requires RTE of a case in s*/1, and none of the 2 that were run is"},
        {{.permitted = SET(AC), .cases = (char *)"sample"}, NULL},
        {{.permitted = VERDICTS_ALL, .message = (char *)"hello"},
         "x: no case has the message 'hello'"},
    };
    char words[256];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct expectation promise = rows[i].promise;
        struct package_program s = {.expectations = &promise, .expectation_count = 1};

        promise.source = (char *)"x";
        assert_int_equal(expectations_hold(&s, &all, words, sizeof words), rows[i].words == NULL);
        assert_string_equal(words, rows[i].words ? rows[i].words : "");
        assert_int_equal(expectations_hold(&s, &broken, words, sizeof words), false);
        assert_non_null(strstr(words, "x permits only"));
        assert_non_null(strstr(words, "the verdict is CE: no ;"));
        promise.is_lower = true;
        assert_int_equal(expectations_bound(&s, &all, true, 100), -1);
        assert_int_equal(expectations_bound(&s, &all, false, 100),
                         promise.cases && promise.cases[1] == 'a' ? 10 : 30);
    }
}

static void scores_lie_in_their_ranges(void **state)
{
    struct group_judgement groups[] = {{.name = "", .graded = true, .score = 30},
                                       {.name = "secret", .graded = true, .score = 30},
                                       {.name = "secret/one", .graded = true, .score = 30},
                                       {.name = "secret/two", .score = 70}};
    struct judgement all = {.verdict = VERDICT_WA,
                            .scored = true,
                            .score = 30,
                            .max_score = 100,
                            .groups = groups,
                            .group_count = 4};
    static const struct {
        double least, most;
        const char *cases, *words; /* NULL: it holds */
    } rows[] = {
        {30, 30, NULL, NULL},
        {0, 30, NULL, NULL},
        {0, 29.5, NULL, "x promises a score of 0 to 29.5 for the submission, and it is 30"},
        {31, 40, "secret", "x promises a score of 31 to 40 for secret, and it is 30"},
        {30, 30, "secret", NULL}, /* of the group itself, not of those in it */
        {30, 30, "secret/one", NULL},
        {0, 0, "secret/two", NULL}, /* it was not run */
        {1, 70, "secret/t*", "x promises a score of 1 to 70 for secret/two, and it is 0"},
        {5, 5, "elsewhere", NULL},
    };
    char words[256];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct expectation promise = {.source = (char *)"x",
                                      .permitted = VERDICTS_ALL,
                                      .cases = (char *)(uintptr_t)rows[i].cases,
                                      .has_score = true,
                                      .score_least = rows[i].least,
                                      .score_most = rows[i].most};
        struct package_program s = {.expectations = &promise, .expectation_count = 1};

        assert_int_equal(expectations_hold(&s, &all, words, sizeof words), rows[i].words == NULL);
        assert_string_equal(words, rows[i].words ? rows[i].words : "");
    }
}

static void scores_are_read_as_numbers_and_ranges(void **state)
{
    const struct package_program *s;
    struct problem *p;

    folder_put(state, "submissions/odd/c.py", "");
    p = load(state, MODERN, "odd/c.py: {score: [10, 20.5], secret/a: {score: 7}}\n");
    s = submission(p, "odd/c.py");
    assert_int_equal(s->expectation_count, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct expectation *e = &s->expectations[i];

        assert_true(e->has_score);
        assert_int_equal(e->score_least * 2, e->cases ? 14 : 20);
        assert_int_equal(e->score_most * 2, e->cases ? 14 : 41);
    }
    problem_free(p);
}

int main(void)
{
#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(globs_match_names_and_the_directories_above),
        cmocka_unit_test(a_glob_without_end_ends),
        cmocka_unit_test(directories_promise_what_their_format_says),
        cmocka_unit_test(tags_name_sets_of_verdicts),
        cmocka_unit_test(a_computed_limit_is_the_least_multiple_that_is_far_enough),
        IN_FOLDER(submissions_yaml_adds_and_replaces),
        IN_FOLDER(what_is_not_understood_is_refused),
        IN_FOLDER(tags_count_outside_the_standard_directories),
        cmocka_unit_test(a_broken_promise_is_said_with_its_case),
        cmocka_unit_test(scores_lie_in_their_ranges),
        IN_FOLDER(scores_are_read_as_numbers_and_ranges),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
