/* SPDX-License-Identifier: MIT */
/* Polygon's packages: what is taken from problem.xml, and what is refused. */
#include "folder.h"
#include "base/buf.h"
#include "compare/checker.h"
#include "winnow/problem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define PATTERNS                                                                                   \
    "<input-path-pattern>tests/%02d</input-path-pattern>"                                          \
    "<answer-path-pattern>tests/%02d.a</answer-path-pattern>"
#define LIMITS "<time-limit>1500</time-limit><memory-limit>67108864</memory-limit>"

/* The parts of a problem.xml; NULL: the usual ones. */
struct description {
    const char *before, *judging, *set, *tests, *groups, *resources, *assets;
};

static const char plain_tests[] = "<test sample='true'/><test/><test/>";
static const char wcmp[] = "<checker name='std::wcmp.cpp'/>";

static const char * or (const char *text, const char *usual)
{
    return text ? text : usual;
}

static void put_description(void **state, const struct description *d)
{
    cleanup_with(buf_release) struct buf xml = BUF_INIT(1 << 20);

    buf_addf(&xml,
             "<?xml version='1.0' encoding='utf-8' standalone='no'?>\n%s<problem "
             "short-name='two'><judging %s>\n<testset name='tests'>%s<tests>%s</tests>"
             "<groups>%s</groups></testset>\n</judging><files><resources>%s</resources></files>"
             "<assets>%s</assets></problem>\n",
             or (d->before, ""), or (d->judging, ""), or (d->set, LIMITS PATTERNS),
             or (d->tests, plain_tests), or (d->groups, ""), or (d->resources, ""),
             or (d->assets, wcmp));
    folder_put(state, "problem.xml", buf_str(&xml));
}

static void put_tests(void **state, unsigned count)
{
    for (unsigned i = 1; i <= count; i++) {
        char name[32];

        snprintf(name, sizeof name, "tests/%02u", i);
        folder_put(state, name, "1\n");
        snprintf(name, sizeof name, "tests/%02u.a", i);
        folder_put(state, name, "2\n");
    }
}

static struct problem *loaded(void **state, const struct description *d)
{
    struct problem *problem = NULL;
    struct err err = {0};

    put_description(state, d);
    if (problem_load(&problem, *state, &err) < 0)
        fail_msg("%s", err.msg);
    return problem;
}

static void assert_refused(void **state, const struct description *d, const char *words)
{
    struct problem *problem = NULL;
    struct err err = {0};

    put_description(state, d);
    if (problem_load(&problem, *state, &err) == 0)
        fail_msg("not refused: %s", words);
    assert_int_equal(err.kind, ERR_INPUT);
    if (!strstr(err.msg, words) || !strstr(err.msg, "problem.xml:"))
        fail_msg("'%s' is not in: %s", words, err.msg);
}

static void limits_tests_and_the_named_checker_are_taken(void **state)
{
    struct problem *p;

    put_tests(state, 3);
    p = loaded(state, &(struct description){0});
    assert_string_equal(p->name, "two");
    assert_int_equal(p->time_limit, 1500 * (NSEC_PER_SEC / 1000));
    assert_true(p->time_limit_given);
    assert_int_equal(p->memory_limit, 64 * MIB);
    assert_string_equal(p->checker, "wcmp");
    assert_int_equal(p->sample_count, 1);
    assert_string_equal(p->samples[0].name, "sample/01");
    assert_int_equal(p->secret_count, 2);
    assert_string_equal(p->secrets[1].name, "secret/03");
    assert_non_null(strstr(p->secrets[1].answer.path, "/tests/03.a"));
    assert_false(p->graded);
    problem_free(p);
}

static void more_than_99_tests_stay_in_their_order(void **state)
{
    cleanup_with(buf_release) struct buf tests = BUF_INIT(1 << 16);
    struct problem *p;

    put_tests(state, 101);
    for (unsigned i = 0; i < 101; i++)
        buf_adds(&tests, "<test/>");
    p = loaded(state, &(struct description){.tests = buf_str(&tests)});
    assert_int_equal(p->secret_count, 101);
    assert_string_equal(p->secrets[9].name, "secret/010");
    assert_string_equal(p->secrets[100].name, "secret/101");
    assert_non_null(strstr(p->secrets[100].input.path, "/tests/101"));
    problem_free(p);
}

static void pretests_and_samples_are_tests_too(void **state)
{
    struct problem *p;
    struct description d = {.before = "",
                            .groups = "</groups></testset><testset name='pretests'>" LIMITS
                                      "<test-count>2</test-count>" PATTERNS
                                      "</testset><testset name='samples'>" LIMITS PATTERNS
                                      "<tests><test/></tests><groups>"};

    put_tests(state, 3);
    p = loaded(state, &d);
    assert_int_equal(p->sample_count, 2);
    assert_string_equal(p->samples[1].name, "sample/samples-01");
    assert_int_equal(p->secret_count, 4);
    assert_string_equal(p->secrets[2].name, "secret/pretests-01");
    problem_free(p);
}

static const char points[] =
    "<test sample='true' group='0' points='0.0'/><test group='b' points='30.0'/>"
    "<test group='b' points='0'/><test group='c' points='10'/><test group='c' points='20'/>"
    "<test group='c' points='20'/><test sample='true' group='c' points='10'/>";

static void points_make_groups(void **state)
{
    static const struct {
        const char *name;
        enum score_rule rule;
        double max_score, each;
        size_t required_count, required;
    } groups[] = {
        {"", SCORE_LAST, 90, 0, 0, 0},
        {"sample", SCORE_PASS_FAIL, 0, 0, 0, 0},
        {"secret", SCORE_SUM, 90, 0, 0, 0},
        {"secret/b", SCORE_PASS_FAIL, 30, 0, 1, 1},
        {"secret/c-10", SCORE_SUM, 20, 10, 1, 3},
        {"secret/c-20", SCORE_SUM, 40, 20, 1, 3},
    };
    struct problem *p;

    put_tests(state, 7);
    p = loaded(state,
               &(struct description){
                   .tests = points,
                   .groups = "<group name='0' points-policy='complete-group'/>"
                             "<group name='b' points-policy='complete-group' points='30'>"
                             "<dependencies><dependency group='0'/></dependencies></group>"
                             "<group name='c' points-policy='each-test'>"
                             "<dependencies><dependency group='b'/></dependencies></group>"});
    assert_int_equal(p->scoring, SCORING_DECLARED);
    assert_true(p->graded);
    assert_int_equal(p->group_count, 6);
    for (size_t i = 0; i < p->group_count; i++) {
        assert_string_equal(p->groups[i].name, groups[i].name);
        assert_int_equal(p->groups[i].score_rule, groups[i].rule);
        assert_true(p->groups[i].max_score >= groups[i].max_score &&
                    p->groups[i].max_score <= groups[i].max_score);
        if (groups[i].each > 0)
            assert_true(p->groups[i].accept_score >= groups[i].each &&
                        p->groups[i].accept_score <= groups[i].each);
        assert_int_equal(p->groups[i].required_count, groups[i].required_count);
        assert_int_equal(p->groups[i].required[0], groups[i].required);
    }
    assert_int_equal(p->sample_count, 2); /* one of them has points */
    assert_int_equal(p->secret_count, 6);
    assert_string_equal(p->secrets[3].name, "secret/c-10/07");
    assert_int_equal(p->secrets[3].group, 4);
    assert_string_equal(p->secrets[0].settings->input_validator_args[3], "b");
    problem_free(p);
}

static void groups_whose_names_are_not_in_order_get_numbers(void **state)
{
    struct problem *p;

    put_tests(state, 3);
    p = loaded(state, &(struct description){.tests = "<test group='second' points='1'/>"
                                                     "<test group='../a b' points='1'/>"
                                                     "<test points='1'/>"});
    assert_string_equal(p->secrets[0].name, "secret/001-second/01");
    assert_string_equal(p->secrets[1].name, "secret/002-.._a_b/02");
    assert_string_equal(p->secrets[2].name, "secret/003-rest/03");
    problem_free(p);
}

static void tags_become_labels(void **state)
{
    static const char *const names[] = {"accepted/a.cpp", "slow/b.py", "wrong_answer/c.py"};
    struct problem *p;

    put_tests(state, 3);
    folder_put(state, "solutions/a.cpp", "");
    folder_put(state, "solutions/b.py", "");
    folder_put(state, "solutions/c.py", "");
    p = loaded(state,
               &(struct description){
                   .assets = "<checker name='std::lcmp.cpp'/><solutions>"
                             "<solution tag='main'><source path='solutions/a.cpp'/></solution>"
                             "<solution tag='time-limit-exceeded-or-accepted'>"
                             "<source path='solutions/b.py'/></solution>"
                             "<solution tag='presentation-error'>"
                             "<source path='solutions/c.py' type='python.2'/></solution>"
                             "<solution tag='do-not-run'><source path='nowhere'/></solution>"
                             "<solution tag='unheard-of'><source path='nowhere'/></solution>"
                             "</solutions>"});
    assert_int_equal(p->submission_count, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(p->submissions[i].name, names[i]);
        assert_int_equal(p->submissions[i].expectation_count, 1);
    }
    assert_string_equal(p->submissions[2].language, "python2");
    assert_int_equal(p->warning_count, 1);
    assert_non_null(strstr(p->warnings[0], "'unheard-of' is not understood"));
    problem_free(p);
}

static void an_interactor_decides_alone_when_it_writes_nothing(void **state)
{
    static const char assets[] = "<checker><source path='files/check.cpp'/></checker>"
                                 "<interactor><source path='files/talk.cpp'/></interactor>";
    struct problem *p;

    put_tests(state, 3);
    folder_put(state, "files/check.cpp", "");
    folder_put(state, "files/talk.cpp", "int main() { quitf(_ok, \"\"); }\n");
    p = loaded(state, &(struct description){.assets = assets});
    assert_true(p->interactive);
    assert_int_equal(p->output_validator_count, 1);
    assert_string_equal(p->output_validators[0].name, "talk.cpp");
    problem_free(p);
    folder_put(state, "files/talk.cpp", "int main() { tout << 5; }\n");
    p = loaded(state, &(struct description){.assets = assets});
    assert_int_equal(p->output_validator_count, 2);
    assert_string_equal(p->output_validators[1].name, "check.cpp");
    problem_free(p);
    assert_refused(state, &(struct description){.assets = strstr(assets, "<interactor>")},
                   "there is no checker");
}

static void what_is_not_understood_is_refused(void **state)
{
#define PATTERN(text)                                                                              \
    LIMITS "<input-path-pattern>" text "</input-path-pattern>"                                     \
           "<answer-path-pattern>tests/%02d.a</answer-path-pattern>"
#define SOURCE(path) "<checker><source path='" path "'/></checker>"
    static const struct {
        struct description d;
        const char *words;
    } cases[] = {
        {{.judging = "input-file='in.txt'"}, "input-file is 'in.txt'"},
        {{.judging = "output-file='out.txt'"}, "output-file is 'out.txt'"},
        {{.judging = "run-count='2'"}, "run-count is '2'"},
        {{.judging = "run-count="}, "problem.xml:2: "},
        {{.set = PATTERNS}, "there is no time-limit"},
        {{.set = "<time-limit>-1</time-limit>"}, "time-limit"},
        {{.set = LIMITS}, "there is no input-path-pattern"},
        {{.set = PATTERN("tests/%s")}, "no pattern like"},
        {{.set = PATTERN("tests/%n%02d")}, "no pattern like"},
        {{.set = PATTERN("tests/%999999d")}, "no pattern like"},
        {{.set = PATTERN("../%02d")}, "no path inside"},
        {{.set = PATTERN("/etc/%02d")}, "no path inside"},
        {{.set = PATTERN("elsewhere/%02d")}, "download the full package, or run doall.sh"},
        {{.set = LIMITS PATTERNS "<test-count>4</test-count>"}, "there are 3 tests"},
        {{.set = LIMITS PATTERNS "<test-count>1e9</test-count>"}, "more than"},
        {{.tests = "<test points='many'/>"}, "points are 'many'"},
        {{.tests = "<test points='-1'/>"}, "points are '-1'"},
        {{.groups = "<group name='a' points-policy='odd'/>"}, "'odd' is not understood"},
        {{.groups = "<group name='a'/><group name='a'/>"}, "is there twice"},
        {{.tests = "<test group='a' points='1'/><test group='b' points='1'/>",
          .groups = "<group name='a'><dependencies><dependency group='b'/></dependencies>"
                    "</group>"},
         "does not come before"},
        {{.tests = "<test group='a' points='1'/>",
          .groups = "<group name='a'><dependencies><dependency group='z'/></dependencies>"
                    "</group>"},
         "no group 'z'"},
        {{.assets = ""}, "there is no checker"},
        {{.assets = "<checker/>"}, "without <source>"},
        {{.assets = SOURCE("files/none.cpp")}, "no such file"},
        {{.assets = SOURCE("../check.cpp")}, "no path inside"},
        {{.assets = SOURCE("tests/01")}, "not a C++ program"},
        {{.assets = SOURCE("out/check.cpp")}, "out of the package"},
        {{.assets = "<checker name='std::wcmp.cpp'/><scorer/>"}, "a scorer is not supported"},
        {{.assets = "<interactor><runs/></interactor>"}, "run twice"},
        {{.resources = "<file path='files/g.cpp'><assets><asset name='SOLUTION'/></assets></file>"},
         "'files/g.cpp' is compiled with each solution"},
        {{.before = "<!DOCTYPE problem [<!ENTITY a 'b'>]>"}, "document type"},
        {{.before = "<!DOCTYPE problem SYSTEM 'file:///etc/passwd'>"}, "document type"},
        {{.groups = "<group name='&bomb;'/>"}, "undefined entity"},
    };

    put_tests(state, 3);
    folder_put(state, "files/x", "");
    folder_link(state, "out", "/etc");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(state, &cases[i].d, cases[i].words);
}

static void depth_has_a_cap(void **state)
{
    cleanup_with(buf_release) struct buf deep = BUF_INIT(1 << 20);

    for (unsigned i = 0; i < 1000; i++)
        buf_adds(&deep, "<group>");
    assert_refused(state, &(struct description){.groups = buf_str(&deep)},
                   "more elements, or more");
}

static void every_named_checker_is_one_that_is_built_in(void **state)
{
    static const char *const names[] = {
        "caseicmp", "casencmp", "casewcmp", "dcmp",  "fcmp",  "hcmp", "icmp",  "lcmp",  "ncmp",
        "rcmp",     "rcmp4",    "rcmp6",    "rcmp9", "uncmp", "wcmp", "yesno", "nyesno"};

    put_tests(state, 3);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char assets[64];
        struct problem *p;

        snprintf(assets, sizeof assets, "<checker name='std::%s.cpp'/>", names[i]);
        p = loaded(state, &(struct description){.assets = assets});
        assert_string_equal(p->checker, names[i]);
        assert_non_null(checker_by_name(p->checker));
        problem_free(p);
    }
    assert_refused(state, &(struct description){.assets = "<checker name='std::acmp.cpp'/>"},
                   "without <source>");
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(limits_tests_and_the_named_checker_are_taken),
        CASE(more_than_99_tests_stay_in_their_order),
        CASE(pretests_and_samples_are_tests_too),
        CASE(points_make_groups),
        CASE(groups_whose_names_are_not_in_order_get_numbers),
        CASE(tags_become_labels),
        CASE(an_interactor_decides_alone_when_it_writes_nothing),
        CASE(what_is_not_understood_is_refused),
        CASE(depth_has_a_cap),
        CASE(every_named_checker_is_one_that_is_built_in),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
