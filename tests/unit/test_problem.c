/* SPDX-License-Identifier: MIT */
/* Loading a problem: the directory, its metadata, and folders without a package. */
#include "folder.h"
#include "winnow/problem.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void put_tests(void **state)
{
    folder_put(state, "data/sample/1.in", "1\n");
    folder_put(state, "data/sample/1.ans", "2\n");
}

/* The problem in the folder; it must load. */
static struct problem *loaded(void **state)
{
    struct problem *problem = NULL;
    struct err err = {0};

    if (problem_load(&problem, *state, &err) < 0)
        fail_msg("%s", err.msg);
    return problem;
}

/* The problem must be refused as bad input with all of these words. */
static void assert_refused(void **state, const char *first, const char *second)
{
    struct problem *problem = NULL;
    struct err err = {0};

    assert_int_equal(problem_load(&problem, *state, &err), -1);
    assert_null(problem);
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

/* The same with what the user asked for, and with a look at the data. */
static struct problem *settled(void **state, const struct problem_overrides *asked)
{
    struct problem *problem = loaded(state);
    struct err err = {0};

    if (problem_settle(problem, asked, &err) < 0)
        fail_msg("%s", err.msg);
    return problem;
}

static void assert_not_settled(void **state, const struct problem_overrides *asked,
                               const char *first, const char *second)
{
    struct problem *problem = loaded(state);
    struct err err = {0};

    assert_int_equal(problem_settle(problem, asked, &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    if (!strstr(err.msg, first) || !strstr(err.msg, second))
        fail_msg("'%s' and '%s' are not both in: %s", first, second, err.msg);
    problem_free(problem);
}

static const struct problem_overrides nothing;

static void put_zeros(void **state, const char *name, size_t n)
{
    cleanup_free char *text = malloc(n);

    memset(text, '0', n);
    folder_put_bytes(state, name, text, n);
}

static void an_answer_above_the_output_limit_raises_a_default(void **state)
{
    struct problem *p;

    folder_put(state, "1.in", "1\n");
    put_zeros(state, "1.ans", 9 << 20);
    p = settled(state, &nothing);
    assert_true(p->output_limit == 18 * MIB);
    assert_int_equal(p->warning_count, 1);
    assert_true(is_warned(p, "1.ans: this answer has 9.00 MiB: the output limit is 18 MiB"));
    problem_free(p);
    p = settled(state, &(struct problem_overrides){.output_limit = 9 * MIB});
    assert_true(p->output_limit == 9 * MIB && p->warning_count == 0);
    problem_free(p);
    assert_not_settled(state, &(struct problem_overrides){.output_limit = 8 * MIB}, "1.ans",
                       "output limit is 8.00 MiB");
    put_zeros(state, "1.ans", 8 << 20);
    p = settled(state, &nothing);
    assert_true(p->output_limit == 8 * MIB && p->warning_count == 0);
    problem_free(p);
}

static void an_answer_above_a_stated_output_limit_is_refused(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", "limits: {output: 1}\n");
    folder_put(state, "data/secret/2.in", "1\n");
    put_zeros(state, "data/secret/2.ans", (1 << 20) + 1);
    assert_not_settled(state, &nothing, "data/secret/2.ans", "output limit is 1.00 MiB");
    p = settled(state, &(struct problem_overrides){.output_limit = 2 * MIB});
    assert_true(p->output_limit == 2 * MIB);
    problem_free(p);
}

static void data_that_does_not_suit_the_limits_is_warned_about(void **state)
{
    struct problem *p;

    put_zeros(state, "1.in", 3 << 20);
    folder_put(state, "1.out", "");
    put_zeros(state, "2.in", 3 << 20);
    folder_put(state, "2.out", "");
    p = settled(state, &(struct problem_overrides){.memory_limit = 2 * MIB});
    assert_int_equal(p->warning_count, 3);
    assert_true(is_warned(p, "the memory limit is 2.00 MiB: an interpreter needs more"));
    assert_true(is_warned(p, "1.in and 1 more: larger than the memory limit"));
    assert_true(is_warned(p, "1.out and 1 more: empty"));
    problem_free(p);
}

static void line_ends_and_marks_are_warned_about_once(void **state)
{
    struct problem *p;

    folder_put(state, "1.in", "1 2\r\n");
    folder_put(state, "1.out", "3\r\n");
    folder_put(state, "2.in",
               "\xef\xbb\xbf"
               "1 2\n");
    folder_put(state, "2.out", "3\r");
    p = settled(state, &nothing);
    assert_int_equal(p->warning_count, 2);
    assert_true(is_warned(p, "1.in and 1 more: lines end with CR LF"));
    assert_true(is_warned(p, "2.in: begins with a byte order mark"));
    problem_free(p);
}

static void what_is_asked_for_goes_before_the_problems_own(void **state)
{
    static const struct problem_overrides asked = {
        .time_limit = NSEC_PER_SEC, .memory_limit = 64 * MIB, .float_tolerance = "1e-9"};
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", "validator_flags: case_sensitive float_tolerance 1e-6\n");
    p = settled(state, &asked);
    assert_true(p->time_limit == NSEC_PER_SEC && p->memory_limit == 64 * MIB);
    assert_true(p->compare.case_sensitive && p->compare.float_mode);
    assert_true(p->compare.float_absolute == 1e-9 && p->compare.float_relative == 1e-9);
    problem_free(p);
}

static void a_full_problem_yaml_is_read(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml",
               "problem_format_version: 2025-09\nname: {sv: Summa, en: Sum}\n"
               "uuid: 00000000-0000-0000-0000-000000000000\ntype: [pass-fail]\n"
               "credits: {authors: [{name: A, email: a@b.c}, B]}\nkeywords: [x, y]\nsource: S\n"
               "license: cc0\nlimits:\n  time_limit: 1.5\n  memory: 512\n  output: 4\n  code: 64\n"
               "  compilation_time: 30\n  compilation_memory: 1024\n  validation_time: 10\n"
               "  validation_memory: 256\n  validation_passes: 2\n  time_multipliers:\n"
               "    ac_to_time_limit: 2.0\nvalidation: default\n"
               "validator_flags: case_sensitive float_tolerance 1e-6\n");
    p = loaded(state);
    assert_string_equal(p->name, "Sum");
    assert_true(p->is_package && p->time_limit_given);
    assert_true(p->time_limit == 3 * NSEC_PER_SEC / 2);
    assert_true(p->memory_limit == 512 * MIB && p->output_limit == 4 * MIB);
    assert_true(p->code_limit == 64 * KIB && p->compile_time_limit == 30 * NSEC_PER_SEC);
    assert_true(p->compile_memory_limit == 1024 * MIB);
    assert_true(p->validation_time_limit == 10 * NSEC_PER_SEC);
    assert_true(p->validation_memory_limit == 256 * MIB);
    assert_true(p->compare.case_sensitive && p->compare.float_mode);
    assert_false(p->compare.space_change_sensitive);
    assert_true(fabs(p->compare.float_absolute - 1e-6) < 1e-20);
    assert_true(fabs(p->compare.float_relative - 1e-6) < 1e-20);
    assert_int_equal(p->warning_count, 0);
    problem_free(p);
}

static void an_empty_problem_yaml_leaves_the_defaults(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml", "# nothing\n");
    p = loaded(state);
    assert_string_equal(p->name, strrchr(*state, '/') + 1);
    assert_true(p->time_limit == 2 * NSEC_PER_SEC && !p->time_limit_given);
    assert_true(p->memory_limit == 2048 * MIB && p->output_limit == 8 * MIB);
    assert_true(p->code_limit == 128 * KIB && p->compile_time_limit == 60 * NSEC_PER_SEC);
    assert_true(p->compile_memory_limit == 2048 * MIB);
    assert_true(p->validation_time_limit == 60 * NSEC_PER_SEC);
    assert_true(p->validation_memory_limit == 2048 * MIB);
    assert_false(p->compare.float_mode || p->compare.case_sensitive);
    assert_true(p->compare.float_absolute < 0 && p->compare.float_relative < 0);
    problem_free(p);
}

static void keys_that_are_not_known_are_warned_about(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "problem.yaml",
               "name: S\nlimits:\n  speed: 3\nlanguages: [c, cpp]\n\"limits.memory\": 5\n");
    p = loaded(state);
    assert_true(is_warned(p, "problem.yaml:3: unknown key 'limits.speed'"));
    assert_true(is_warned(p, "languages is not used"));
    assert_int_equal(p->warning_count, 3);
    assert_true(p->memory_limit == 2048 * MIB);
    problem_free(p);
}

/* What a problem.yaml must be refused for, and the words that must be in the message. */
static const struct {
    const char *yaml, *first, *second;
} refusals[] = {
    {"validation: custom\n", "problem.yaml", "there is no validator"},
    {"validation: custom interactive\n", "problem.yaml", "there is no validator"},
    {"validation: costum\n", "problem.yaml:1", "unknown word 'costum'"},
    {"type: interactive\n", "problem.yaml", "there is no validator"},
    {"type: [pass-fail, multi-pass]\n", "problem.yaml", "there is no validator"},
    {"validation: custom score\n", "problem.yaml", "there is no validator"},
    {"type: pass-fail scoring\n", "problem.yaml:1", "exclude each other"},
    {"type: [submit-answer, multi-pass]\n", "problem.yaml:1", "submit-answer excludes"},
    {"constants: {a-b: 1}\n", "problem.yaml:1", "'a-b' is no name for a constant"},
    {"constants: 7\n", "problem.yaml:1", "expected a map"},
    {"validator_flags: float_tolerence 1e-6\n", "problem.yaml:1", "float_tolerence"},
    {"name: x\nvalidator_flags: float_tolerance\n", "problem.yaml:2", "a number must follow"},
    {"validator_flags: float_tolerance nan\n", "problem.yaml:1", "not a number"},
    {"validator_flags: float_tolerance -1\n", "problem.yaml:1", "below 0"},
    {"validator_flags: [float_tolerance, 1, float_absolute_tolerance, 2]\n", "problem.yaml:1",
     "given before"},
    {"limits:\n  memory: 0\n", "problem.yaml:2", "not above 0"},
    {"limits:\n  memory: -3\n", "problem.yaml:2", "not above 0"},
    {"limits:\n  memory: 2 GiB\n", "problem.yaml:2", "not a number"},
    {"limits:\n  memory: 0x10\n", "problem.yaml:2", "not a number"},
    {"limits:\n  memory: inf\n", "problem.yaml:2", "not a number"},
    {"limits:\n  memory: .inf\n", "problem.yaml:2", "not a number"},
    {"limits:\n  memory: 1e999\n", "problem.yaml:2", "too large"},
    {"limits:\n  memory: 1e15\n", "problem.yaml:2", "above the largest"},
    {"limits:\n  time_limit: 1e-12\n", "problem.yaml:2", "too small"},
    {"limits:\n  time_limit: [1, 2]\n", "problem.yaml:2", "not a list"},
    {"limits: 5\n", "problem.yaml:1", "expected a map"},
    {"name: x\nname: y\n", "problem.yaml:2", "given before"},
    {"name: x\n  y: [\n", "problem.yaml:2", "not valid YAML"},
    {"name: x\nuuid: \xff\xfe\n", "problem.yaml:2", "not valid YAML"},
    {"name: \"a\\0b\"\n", "problem.yaml:1", "NUL"},
    {"- a\n- b\n", "problem.yaml:1", "expected a map"},
    {"a: 1\n---\nb: 2\n", "problem.yaml", "more than one"},
    {"a: &a [*a]\n", "problem.yaml:1", "levels"},
    {"a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
     "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n",
     "problem.yaml", "values"},
};

static void what_would_be_judged_wrongly_is_refused(void **state)
{
    put_tests(state);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        folder_put(state, "problem.yaml", refusals[i].yaml);
        assert_refused(state, refusals[i].first, refusals[i].second);
    }
}

static void a_huge_problem_yaml_is_refused(void **state)
{
    cleanup_free char *text = malloc(70001);

    memset(text, '#', 70000);
    text[70000] = '\0';
    put_tests(state);
    folder_put(state, "problem.yaml", text);
    assert_refused(state, "problem.yaml", "larger than");
}

/* By their names, in order. */
static void assert_validators(void **state, const char *first, const char *second)
{
    const char *const names[] = {first, second};
    struct problem *p = loaded(state);
    size_t wanted = second ? 2 : first ? 1 : 0;

    assert_int_equal(p->output_validator_count, wanted);
    for (size_t i = 0; i < wanted; i++)
        assert_string_equal(p->output_validators[i].name, names[i]);
    problem_free(p);
}

static void output_validators_are_used_where_problem_yaml_says_so(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "output_validators/b.py", "");
    folder_put(state, "output_validators/a/check.cpp", "int main(){}\n");
    folder_put(state, "output_validators/README.md", "");
    folder_put(state, "problem.yaml", "validation: default\n");
    assert_validators(state, NULL, NULL);
    folder_put(state, "problem.yaml", "validation: custom\nvalidator_flags: -x  1\n");
    assert_validators(state, "a", "b.py");
    p = loaded(state);
    assert_string_equal(p->validator_args[0], "-x");
    assert_string_equal(p->validator_args[1], "1");
    assert_null(p->validator_args[2]);
    problem_free(p);
    folder_put(state, "problem.yaml", "validation: custom interactive\n");
    assert_refused(state, "problem.yaml", "exactly one output validator");
    folder_put(state, "output_validators/check.h", "");
    assert_validators(state, "output_validators", NULL);
}

static void the_newer_format_has_one_output_validator(void **state)
{
    put_tests(state);
    folder_put(state, "output_validator/check.cpp", "int main(){}\n");
    folder_put(state, "problem.yaml", "problem_format_version: 2025-09\nname: x\n");
    assert_validators(state, "output_validator", NULL);
    folder_put(state, "problem.yaml", "name: x\n");
    assert_validators(state, NULL, NULL);
}

static void the_time_limit_comes_from_the_first_of_three_places(void **state)
{
    struct problem *p;

    put_tests(state);
    folder_put(state, "domjudge-problem.ini", "; c\nname='x'\n timelimit = '3' \n");
    p = loaded(state);
    assert_true(p->time_limit == 3 * NSEC_PER_SEC && p->time_limit_given);
    problem_free(p);
    folder_put(state, ".timelimit", "3.0000000001\n");
    folder_put(state, "problem.yaml", "limits: {time_limit: 3.0}\n");
    p = loaded(state);
    assert_true(p->time_limit == 3 * NSEC_PER_SEC);
    problem_free(p);
    folder_put(state, ".timelimit", "2\n");
    assert_refused(state, "problem.yaml:1 says 3 s", ".timelimit:1 2 s");
}

static void broken_time_limit_files_are_named(void **state)
{
    put_tests(state);
    folder_put(state, ".timelimit", "two\n");
    assert_refused(state, ".timelimit:1", "not a number");
    folder_put_bytes(state, ".timelimit", "2\0 3", 4);
    assert_refused(state, ".timelimit", "NUL");
    folder_put(state, ".timelimit", "2\n");
    folder_put(state, "domjudge-problem.ini", "\nspecial_compare = x\n");
    assert_refused(state, "domjudge-problem.ini:2", "not supported yet");
}

static void a_bare_folder_has_samples_only(void **state)
{
    struct problem *p;

    folder_put(state, "b.in", "");
    folder_put(state, "b.out", "");
    folder_put(state, "a.in", "");
    folder_put(state, "a.ans", "");
    folder_put(state, "a.out", "");
    folder_put(state, ".timelimit", "7");
    folder_put(state, "include/x.h", "");
    p = loaded(state);
    assert_false(p->is_package);
    assert_int_equal(p->sample_count, 2);
    assert_int_equal(p->secret_count, 0);
    assert_string_equal(p->samples[0].name, "a");
    assert_non_null(strstr(p->samples[0].answer.path, "/a.ans"));
    assert_non_null(strstr(p->samples[1].answer.path, "/b.out"));
    assert_true(p->time_limit == 7 * NSEC_PER_SEC);
    assert_true(is_warned(p, "a.out: left out: used is a.ans"));
    problem_free(p);
}

/* Files of a folder, and its tests in order: name, input, answer. */
static const struct {
    const char *files[8];
    const char *tests[12];
} foldersets[] = {
    {{"10.in", "10.out", "9.in", "9.out", "1.in", "1.out"},
     {"1", "1.in", "1.out", "9", "9.in", "9.out", "10", "10.in", "10.out"}},
    {{"t010.in", "t010.out", "t9.in", "t9.out", "t09.in", "t09.out"},
     {"t09", "t09.in", "t09.out", "t9", "t9.in", "t9.out", "t010", "t010.in", "t010.out"}},
    {{"input1.txt", "output1.txt", "input10.txt", "output10.txt", "input2.txt", "output2.txt"},
     {"1", "input1.txt", "output1.txt", "2", "input2.txt", "output2.txt", "10", "input10.txt",
      "output10.txt"}},
    {{"in/1.txt", "out/1.txt", "in/2.txt", "out/2.txt"},
     {"1", "in/1.txt", "out/1.txt", "2", "in/2.txt", "out/2.txt"}},
    {{"input/input00.txt", "output/output00.txt", "input/input01.txt", "output/output01.txt"},
     {"00", "input/input00.txt", "output/output00.txt", "01", "input/input01.txt",
      "output/output01.txt"}},
    {{"Inputs/a.in", "Outputs/a.out", "in/b", "out/b"},
     {"a", "Inputs/a.in", "Outputs/a.out", "b", "in/b", "out/b"}},
    {{"A.IN", "A.OUT", "b.In", "B.oUt"}, {"A", "A.IN", "A.OUT", "b", "b.In", "B.oUt"}},
    {{"1.inp", "1.a", "2.inp", "2.out", "3.inp", "3.oup"},
     {"1", "1.inp", "1.a", "2", "2.inp", "2.out", "3", "3.inp", "3.oup"}},
    {{"01", "01.a", "02", "02.a"}, {"01", "01", "01.a", "02", "02", "02.a"}},
    {{"1_in.txt", "1_out.txt", "2-input.txt", "2-output.txt"},
     {"1", "1_in.txt", "1_out.txt", "2", "2-input.txt", "2-output.txt"}},
    {{"test.in.2", "test.out.2", "test.in.1", "test.out.1"},
     {"test.1", "test.in.1", "test.out.1", "test.2", "test.in.2", "test.out.2"}},
    {{"1.input", "1.output", "2.in.txt", "2.ans.txt", "3.in", "3.answer"},
     {"1", "1.input", "1.output", "2", "2.in.txt", "2.ans.txt", "3", "3.in", "3.answer"}},
    {{"in.in", "in.out", "input_a.txt", "output_a.txt"},
     {"a", "input_a.txt", "output_a.txt", "in", "in.in", "in.out"}},
    {{"input.txt", "output.txt"}, {"input", "input.txt", "output.txt"}},
    {{"in1", "out1", "in2", "out2"}, {"1", "in1", "out1", "2", "in2", "out2"}},
};

static void a_bare_folder_may_use_many_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof foldersets / sizeof *foldersets; i++) {
        void *folder;
        struct problem *p;
        size_t n = 0;

        folder_make(&folder);
        for (int f = 0; f < 8 && foldersets[i].files[f]; f++)
            folder_put(&folder, foldersets[i].files[f], "1\n");
        p = loaded(&folder);
        assert_int_equal(p->warning_count, 0);
        for (const char *const *t = foldersets[i].tests; *t && n < p->sample_count; t += 3, n++) {
            assert_string_equal(p->samples[n].name, t[0]);
            assert_string_equal(p->samples[n].input.path + strlen(folder) + 1, t[1]);
            assert_string_equal(p->samples[n].answer.path + strlen(folder) + 1, t[2]);
        }
        assert_true(n == p->sample_count && (n == 4 || !foldersets[i].tests[3 * n]));
        problem_free(p);
        folder_remove(&folder);
    }
}

static void what_is_left_out_of_a_bare_folder_is_named_with_the_reason(void **state)
{
    static const char *const files[] = {"1.in",   "1.out",    "1.ans",   "2.out",    "input1.txt",
                                        "07",     "notes.md", "main.py", "run.log",  "x.bin",
                                        "3 b.in", "out.py",   "a.c",     "input.txt"};
    struct problem *p;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        folder_put(state, files[i], "");
    p = loaded(state);
    assert_int_equal(p->sample_count, 1);
    assert_true(is_warned(p, "/1.out: left out: used is 1.ans"));
    assert_true(is_warned(p, "/2.out: left out: there is no input for it"));
    assert_true(is_warned(p, "/input1.txt: left out: used is 1.in"));
    assert_true(is_warned(p, "/07: left out: there is no answer for it"));
    assert_true(is_warned(p, "/3 b.in: ignored: names are letters"));
    assert_true(is_warned(p, "/run.log and 1 more: not used: their names are not those of tests"));
    assert_true(is_warned(p, "/input.txt: left out: the other tests have names or numbers"));
    assert_int_equal(p->warning_count, 7);
    problem_free(p);
}

static void an_input_without_an_answer_is_refused_under_any_name(void **state)
{
    folder_put(state, "1.in", "");
    folder_put(state, "1.out", "");
    folder_put(state, "input2.txt", "");
    assert_refused(state, "/input2.txt", "no answer file that goes with it");
    folder_put(state, "output2.txt", "");
    folder_put(state, "in/3.txt", "");
    assert_refused(state, "/in/3.txt", "no answer file that goes with it");
    folder_put(state, "out/3.txt/x", "");
    assert_refused(state, "/in/3.txt", "no answer file that goes with it");
}

static void names_that_begin_with_sample_split_a_bare_folder(void **state)
{
    struct problem *p;

    folder_put(state, "1.in", "");
    folder_put(state, "1.ans", "");
    folder_put(state, "Sample1.in", "");
    folder_put(state, "Sample1.ans", "");
    p = loaded(state);
    assert_int_equal(p->sample_count, 1);
    assert_string_equal(p->samples[0].name, "Sample1");
    assert_int_equal(p->secret_count, 1);
    assert_string_equal(p->secrets[0].name, "1");
    problem_free(p);
}

static void a_folder_without_tests_is_refused(void **state)
{
    assert_refused(state, *state, "no tests: expected problem.yaml with data/");
    folder_put(state, "a.in", "");
    assert_refused(state, "a.in", "a.ans or a.out");
    folder_put(state, "problem.yaml", "name: x\n");
    assert_refused(state, *state, "no tests");
}

static void what_is_not_a_directory_is_refused(void **state)
{
    struct problem *p = NULL;
    struct err err = {0};
    cleanup_free char *file = file_join(*state, "f"), *missing = file_join(*state, "m\n");

    folder_put(state, "f", "");
    assert_int_equal(problem_load(&p, file, &err), -1);
    assert_non_null(strstr(err.msg, "/f: neither a directory, a zip archive nor"));
    assert_int_equal(problem_load(&p, missing, &err), -1);
    assert_non_null(strstr(err.msg, "/m?: No such file or directory"));
    assert_int_equal(problem_load(&p, "", &err), -1);
    assert_int_equal(err.kind, ERR_INPUT);
    assert_int_equal(problem_load(&p, "", NULL), -1);
    problem_free(NULL);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(an_answer_above_the_output_limit_raises_a_default),
        IN_FOLDER(an_answer_above_a_stated_output_limit_is_refused),
        IN_FOLDER(data_that_does_not_suit_the_limits_is_warned_about),
        IN_FOLDER(line_ends_and_marks_are_warned_about_once),
        IN_FOLDER(what_is_asked_for_goes_before_the_problems_own),
        IN_FOLDER(a_full_problem_yaml_is_read),
        IN_FOLDER(an_empty_problem_yaml_leaves_the_defaults),
        IN_FOLDER(keys_that_are_not_known_are_warned_about),
        IN_FOLDER(what_would_be_judged_wrongly_is_refused),
        IN_FOLDER(a_huge_problem_yaml_is_refused),
        IN_FOLDER(output_validators_are_used_where_problem_yaml_says_so),
        IN_FOLDER(the_newer_format_has_one_output_validator),
        IN_FOLDER(the_time_limit_comes_from_the_first_of_three_places),
        IN_FOLDER(broken_time_limit_files_are_named),
        IN_FOLDER(a_bare_folder_has_samples_only),
        cmocka_unit_test(a_bare_folder_may_use_many_names),
        IN_FOLDER(what_is_left_out_of_a_bare_folder_is_named_with_the_reason),
        IN_FOLDER(an_input_without_an_answer_is_refused_under_any_name),
        IN_FOLDER(names_that_begin_with_sample_split_a_bare_folder),
        IN_FOLDER(a_folder_without_tests_is_refused),
        IN_FOLDER(what_is_not_a_directory_is_refused),
    };

    return cmocka_run_group_tests_name("problem", tests, NULL, NULL);
}
