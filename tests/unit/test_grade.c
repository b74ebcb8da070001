/* SPDX-License-Identifier: MIT */
/* Grading: every flag of the default grader, and the aggregation of 2025-09, on small trees. */
#include "judge/grade.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

enum { SAMPLE = 1, SECRET, A, B, GROUPS };

/* data/ with sample and secret, and in secret the groups a and b. */
struct tree {
    struct problem problem;
    struct test_group groups[GROUPS];
};

static void tree_init(struct tree *t, int scoring)
{
    static char names[][10] = {"", "sample", "secret", "secret/a", "secret/b"};

    memset(t, 0, sizeof *t);
    t->problem.groups = t->groups;
    t->problem.group_count = GROUPS;
    t->problem.scoring = scoring;
    for (size_t i = 0; i < GROUPS; i++)
        t->groups[i] = (struct test_group){.name = names[i],
                                           .parent = i > SECRET ? SECRET : 0,
                                           .accept_score = 1,
                                           .case_max_score = 1,
                                           .lowest = -INFINITY,
                                           .max_score = INFINITY};
}

/* A case: 's', 'S', 'a' or 'b' for its group (S: directly in secret), its verdict, and perhaps a score. */
struct given {
    char group;
    const char *verdict;
    double score; /* of a validator; 0: none */
};

enum { CASES_MAX = 8 };

struct run {
    struct judgement whole;
    struct judgement cases[CASES_MAX];
    char counted[CASES_MAX + 1]; /* '+' or '-' for each case that was given */
};

static size_t group_of(char letter)
{
    return letter == 's' ? SAMPLE : letter == 'S' ? SECRET : letter == 'a' ? A : B;
}

/* Grades the cases up to the first without a verdict. */
static void grade_all(const struct problem *problem, const struct given *given, struct run *run)
{
    static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    struct grade *grade = grade_start(problem);

    memset(run, 0, sizeof *run);
    run->whole.cases = run->cases;
    for (size_t i = 0; i < CASES_MAX && given[i].verdict; i++) {
        struct judgement one = {.verdict = verdict_parse(given[i].verdict),
                                .test = names[i],
                                .scored = given[i].score > 0,
                                .score = given[i].score};

        snprintf(one.detail, sizeof one.detail, "case %zu", i);
        run->counted[i] = '-';
        if (grade_counts(grade, group_of(given[i].group))) {
            run->counted[i] = '+';
            grade_add(grade, run->whole.case_count, false, &one);
        }
        run->cases[run->whole.case_count++] = one;
    }
    assert_int_equal(grade_end(grade, &run->whole, NULL), 0);
    grade_free(grade);
}

static void run_release(struct run *run)
{
    run->whole.cases = NULL; /* they are the run's */
    judgement_release(&run->whole);
}

static bool same(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void assert_graded(const char *what, const struct run *run, const char *counted,
                          const char *verdict, double score, const char *test)
{
    const struct judgement *whole = &run->whole;

    if (strcmp(run->counted, counted) != 0 || strcmp(verdict_name(whole->verdict), verdict) != 0 ||
        !same(whole->score, score) || strcmp(whole->test ? whole->test : "", test) != 0)
        fail_msg("%s: expected %s, %s %g '%s': it is %s, %s %g '%s'", what, counted, verdict, score,
                 test, run->counted, verdict_name(whole->verdict), whole->score,
                 whole->test ? whole->test : "");
}

/* What the flags of data/secret make of cases that lie in it. Scores are of the submission. */
static const struct {
    const char *what;
    bool go_on, any_accepted;
    enum verdict_rule verdict_rule;
    enum score_rule score_rule;
    struct given cases[CASES_MAX];
    const char *counted, *verdict;
    double score;
    const char *test; /* the case that is to blame */
} flags[] = {
    {.what = "sum is the default",
     .cases = {{'S', "AC", 3}, {'S', "AC", 4}, {'S', "AC", 0}},
     .counted = "+++",
     .verdict = "AC",
     .score = 8,
     .test = ""},
    {.what = "min",
     .score_rule = SCORE_MIN,
     .cases = {{'S', "AC", 3}, {'S', "AC", 2}, {'S', "AC", 4}},
     .counted = "+++",
     .verdict = "AC",
     .score = 2,
     .test = ""},
    {.what = "max",
     .score_rule = SCORE_MAX,
     .cases = {{'S', "AC", 3}, {'S', "AC", 2}, {'S', "AC", 4}},
     .counted = "+++",
     .verdict = "AC",
     .score = 4,
     .test = ""},
    {.what = "avg",
     .score_rule = SCORE_AVERAGE,
     .cases = {{'S', "AC", 3}, {'S', "AC", 2}, {'S', "AC", 4}},
     .counted = "+++",
     .verdict = "AC",
     .score = 3,
     .test = ""},
    {.what = "break leaves the rest",
     .cases = {{'S', "AC", 3}, {'S', "WA", 0}, {'S', "AC", 4}},
     .counted = "++-",
     .verdict = "WA",
     .score = 0,
     .test = "1"},
    {.what = "break: the rest is not in the average",
     .score_rule = SCORE_AVERAGE,
     .verdict_rule = VERDICT_ACCEPT,
     .cases = {{'S', "AC", 3}, {'S', "WA", 0}, {'S', "AC", 9}},
     .counted = "++-",
     .verdict = "AC",
     .score = 1.5,
     .test = ""},
    {.what = "continue: the worst error",
     .go_on = true,
     .cases = {{'S', "WA", 0}, {'S', "TLE", 0}, {'S', "RTE", 0}, {'S', "OLE", 0}},
     .counted = "++++",
     .verdict = "RTE",
     .score = 0,
     .test = "2"},
    {.what = "worst: MLE before TLE before OLE before WA",
     .go_on = true,
     .cases = {{'S', "WA", 0}, {'S', "OLE", 0}, {'S', "TLE", 0}, {'S', "MLE", 0}, {'S', "TLE", 0}},
     .counted = "+++++",
     .verdict = "MLE",
     .score = 0,
     .test = "3"},
    {.what = "the first of equally bad ones",
     .go_on = true,
     .cases = {{'S', "AC", 0}, {'S', "WA", 0}, {'S', "WA", 0}},
     .counted = "+++",
     .verdict = "WA",
     .score = 0,
     .test = "1"},
    {.what = "first_error",
     .go_on = true,
     .verdict_rule = VERDICT_FIRST,
     .cases = {{'S', "AC", 0}, {'S', "WA", 0}, {'S', "RTE", 0}},
     .counted = "+++",
     .verdict = "WA",
     .score = 0,
     .test = "1"},
    {.what = "always_accept",
     .go_on = true,
     .verdict_rule = VERDICT_ACCEPT,
     .cases = {{'S', "AC", 5}, {'S', "WA", 0}},
     .counted = "++",
     .verdict = "AC",
     .score = 5,
     .test = ""},
    {.what = "accept_if_any_accepted",
     .go_on = true,
     .any_accepted = true,
     .cases = {{'S', "WA", 0}, {'S', "AC", 5}, {'S', "RTE", 0}},
     .counted = "+++",
     .verdict = "AC",
     .score = 5,
     .test = ""},
    {.what = "accept_if_any_accepted, and none is",
     .go_on = true,
     .any_accepted = true,
     .verdict_rule = VERDICT_FIRST,
     .cases = {{'S', "WA", 0}, {'S', "RTE", 0}},
     .counted = "++",
     .verdict = "WA",
     .score = 0,
     .test = "0"},
    {.what = "a failure of the judge is never accepted",
     .go_on = true,
     .any_accepted = true,
     .verdict_rule = VERDICT_ACCEPT,
     .cases = {{'S', "WA", 0}, {'S', "JE", 0}, {'S', "AC", 0}},
     .counted = "+++",
     .verdict = "JE",
     .score = 0,
     .test = "1"},
};

static void every_flag_of_the_default_grader(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
        struct tree t;
        struct run run;

        tree_init(&t, SCORING_LEGACY);
        t.groups[SECRET].go_on = flags[i].go_on;
        t.groups[SECRET].any_accepted = flags[i].any_accepted;
        t.groups[SECRET].verdict_rule = flags[i].verdict_rule;
        t.groups[SECRET].score_rule = flags[i].score_rule;
        grade_all(&t.problem, flags[i].cases, &run);
        assert_graded(flags[i].what, &run, flags[i].counted, flags[i].verdict, flags[i].score,
                      flags[i].test);
        run_release(&run);
    }
}

static void a_rejected_case_has_the_reject_score(void **state)
{
    static const struct given cases[] = {{'S', "AC", 0}, {'S', "WA", 0}, {0}};
    struct tree t;
    struct run run;

    (void)state;
    tree_init(&t, SCORING_LEGACY);
    t.groups[SECRET].accept_score = 10;
    t.groups[SECRET].reject_score = -2.5;
    t.groups[SECRET].go_on = true;
    t.groups[SECRET].verdict_rule = VERDICT_ACCEPT;
    grade_all(&t.problem, cases, &run);
    assert_graded("", &run, "++", "AC", 7.5, "");
    assert_true(run.cases[0].scored && same(run.cases[0].score, 10));
    assert_true(same(run.cases[1].score, -2.5));
    run_release(&run);
}

/* The tree that Swedish contests have: points per group, a group stops at its first failure. */
static void points_per_group_add_up(void **state)
{
    static const struct given cases[] = {{'s', "WA", 0},
                                         {'a', "AC", 0},
                                         {'a', "AC", 0},
                                         {'b', "AC", 0},
                                         {'b', "TLE", 0},
                                         {'b', "AC", 0},
                                         {0}};
    struct tree t;
    struct run run;

    (void)state;
    tree_init(&t, SCORING_LEGACY);
    t.groups[0].go_on = t.groups[0].last_counts = true;
    t.groups[0].max_score = 100;
    t.groups[SECRET].go_on = t.groups[SECRET].any_accepted = true;
    t.groups[SECRET].verdict_rule = VERDICT_FIRST;
    t.groups[A].accept_score = t.groups[A].max_score = 30;
    t.groups[A].score_rule = t.groups[B].score_rule = SCORE_MIN;
    t.groups[B].accept_score = t.groups[B].max_score = 70;
    grade_all(&t.problem, cases, &run);
    assert_graded("", &run, "+++++-", "AC", 30, "");
    assert_true(judgement_is_partial(&run.whole));
    assert_int_equal(run.whole.group_count, GROUPS);
    assert_int_equal(run.whole.groups[SAMPLE].verdict, VERDICT_WA);
    assert_int_equal(run.whole.groups[A].verdict, VERDICT_AC);
    assert_true(same(run.whole.groups[A].score, 30) && same(run.whole.groups[A].max_score, 30));
    assert_int_equal(run.whole.groups[B].verdict, VERDICT_TLE);
    assert_true(same(run.whole.groups[B].score, 0));
    run_release(&run);
}

static void a_failing_group_ends_the_one_above(void **state)
{
    static const struct given cases[] = {{'s', "AC", 0}, {'a', "WA", 0}, {'b', "AC", 0}, {0}};
    struct tree t;
    struct run run;

    (void)state;
    tree_init(&t, SCORING_NONE);
    grade_all(&t.problem, cases, &run);
    assert_graded("", &run, "++-", "WA", 0, "1");
    assert_false(run.whole.scored);
    assert_false(run.whole.groups[B].graded);
    run_release(&run);

    t.groups[SECRET].go_on = true;
    grade_all(&t.problem, cases, &run);
    assert_graded("", &run, "+++", "WA", 0, "1");
    assert_true(run.whole.groups[B].graded);
    run_release(&run);
}

static void cases_may_lie_between_groups(void **state)
{
    static const struct given cases[] = {{'S', "AC", 1}, {'a', "AC", 2},  {'S', "AC", 4},
                                         {'b', "AC", 8}, {'S', "AC", 16}, {0}};
    struct tree t;
    struct run run;

    (void)state;
    tree_init(&t, SCORING_LEGACY);
    grade_all(&t.problem, cases, &run);
    assert_graded("", &run, "+++++", "AC", 31, "");
    run_release(&run);
}

static void declared_init(struct tree *t)
{
    tree_init(t, SCORING_DECLARED);
    t->groups[0].score_rule = SCORE_LAST;
    t->groups[0].max_score = t->groups[SECRET].max_score = 100;
    for (size_t i = 0; i < GROUPS; i++) {
        t->groups[i].go_on = i <= SECRET;
        t->groups[i].verdict_rule = VERDICT_FIRST;
        t->groups[i].case_max_score = t->groups[i].accept_score = 0;
    }
    t->groups[SAMPLE].score_rule = t->groups[A].score_rule = SCORE_PASS_FAIL;
    t->groups[SAMPLE].max_score = 0;
    t->groups[A].max_score = 40;
    t->groups[B].score_rule = SCORE_SUM;
    t->groups[B].max_score = 60;
    t->groups[B].accept_score = t->groups[B].case_max_score = 20;
    t->groups[B].go_on = true;
}

/* As declared_init has it: a is pass-fail for 40 points, b the sum of three cases, 20 points each. */
static const struct {
    const char *what;
    struct given cases[CASES_MAX];
    size_t b_requires; /* 0: nothing */
    const char *counted, *verdict;
    double score;
    const char *test;
} declarations[] = {
    {.what = "all of it",
     .cases = {{'s', "AC", 0}, {'a', "AC", 0}, {'b', "AC", 0}, {'b', "AC", 0}, {'b', "AC", 0}},
     .counted = "+++++",
     .verdict = "AC",
     .score = 100,
     .test = ""},
    {.what = "a pass-fail group is all or nothing, a sum is not",
     .cases = {{'a', "AC", 0},
               {'a', "WA", 0},
               {'a', "AC", 0},
               {'b', "AC", 0},
               {'b', "WA", 0},
               {'b', "AC", 0}},
     .counted = "++-+++",
     .verdict = "WA",
     .score = 40,
     .test = "1"},
    {.what = "samples have no score, and do not stop the rest",
     .cases = {{'s', "WA", 0}, {'a', "AC", 0}, {'b', "AC", 0}},
     .counted = "+++",
     .verdict = "WA",
     .score = 60,
     .test = "0"},
    {.what = "a validator's scores, and one that rejects has none",
     .cases = {{'a', "AC", 0}, {'b', "AC", 12.5}, {'b', "WA", 9}},
     .counted = "+++",
     .verdict = "WA",
     .score = 52.5,
     .test = "2"},
    {.what = "a group is not run unless what it requires was accepted",
     .b_requires = A,
     .cases = {{'a', "TLE", 0}, {'b', "AC", 0}},
     .counted = "+-",
     .verdict = "TLE",
     .score = 0,
     .test = "0"},
    {.what = "and it is run then",
     .b_requires = SAMPLE,
     .cases = {{'s', "AC", 0}, {'a', "TLE", 0}, {'b', "AC", 0}},
     .counted = "+++",
     .verdict = "TLE",
     .score = 20,
     .test = "1"},
    {.what = "a failure of the judge",
     .cases = {{'a', "WA", 0}, {'b', "JE", 0}, {'b', "AC", 0}},
     .counted = "+++",
     .verdict = "JE",
     .score = 20,
     .test = "1"},
    {.what = "more than max_score is a failure of the judge",
     .cases = {{'a', "AC", 0}, {'b', "AC", 61}},
     .counted = "++",
     .verdict = "JE",
     .score = 101,
     .test = ""},
};

static void scores_are_aggregated_as_2025_09_declares(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++) {
        struct tree t;
        struct run run;

        declared_init(&t);
        t.groups[B].required[0] = declarations[i].b_requires;
        t.groups[B].required_count = declarations[i].b_requires > 0;
        grade_all(&t.problem, declarations[i].cases, &run);
        assert_graded(declarations[i].what, &run, declarations[i].counted, declarations[i].verdict,
                      declarations[i].score, declarations[i].test);
        run_release(&run);
    }
}

static void a_static_validation_case_has_a_score_of_its_own(void **state)
{
    struct judgement cases[3] = {{.verdict = VERDICT_AC, .test = "static"},
                                 {.verdict = VERDICT_AC, .test = "1"},
                                 {.verdict = VERDICT_WA, .test = "static"}};
    struct judgement whole = {.cases = cases};
    struct grade *grade;
    struct tree t;

    (void)state;
    tree_init(&t, SCORING_DECLARED);
    t.groups[A].static_score = t.groups[B].static_score = 7;
    t.groups[A].accept_score = t.groups[A].case_max_score = 2;
    grade = grade_start(&t.problem);
    for (size_t i = 0; i < 3; i++) {
        assert_true(grade_counts(grade, i < 2 ? A : B));
        grade_add(grade, whole.case_count++, i != 1, &cases[i]);
    }
    assert_int_equal(grade_end(grade, &whole, NULL), 0);
    assert_true(same(cases[0].score, 7) && same(cases[0].max_score, 7));
    assert_true(same(cases[1].score, 2) && same(cases[1].max_score, 2));
    assert_true(same(cases[2].score, 0) && same(cases[2].max_score, 7));
    assert_true(same(whole.groups[A].score, 9) && same(whole.groups[B].score, 0));
    grade_free(grade);
    free(whole.groups);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_flag_of_the_default_grader),
        cmocka_unit_test(a_rejected_case_has_the_reject_score),
        cmocka_unit_test(points_per_group_add_up),
        cmocka_unit_test(a_failing_group_ends_the_one_above),
        cmocka_unit_test(cases_may_lie_between_groups),
        cmocka_unit_test(scores_are_aggregated_as_2025_09_declares),
        cmocka_unit_test(a_static_validation_case_has_a_score_of_its_own),
    };

    return cmocka_run_group_tests_name("grade", tests, NULL, NULL);
}
