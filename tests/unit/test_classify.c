/* SPDX-License-Identifier: MIT */
/* From the result of a run to a verdict: a table, for limits of 2 s, 256 MiB and 8 MiB of output. */
#include "judge/classify.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static const struct allowance allowance = {
    .time = 2 * NSEC_PER_SEC, .memory = 256 * MIB, .output = 8 * MIB};

static const struct {
    enum run_end end;
    int code;
    int cpu_ms;
    enum verdict verdict;
    const char *detail; /* a part of it; "" for none at all */
    bool near_limit;
} cases[] = {
    /* ended well: within a tenth of the limit the time is to be measured again */
    {RUN_EXITED, 0, 0, VERDICT_AC, "", false},
    {RUN_EXITED, 0, 1800, VERDICT_AC, "", false},
    {RUN_EXITED, 0, 1801, VERDICT_AC, "", true},
    {RUN_EXITED, 0, 2000, VERDICT_AC, "", true},
    {RUN_EXITED, 0, 2001, VERDICT_TLE, "CPU time limit of 2 s exceeded", true},
    {RUN_EXITED, 0, 2199, VERDICT_TLE, "CPU time limit of 2 s exceeded", true},
    {RUN_EXITED, 0, 2201, VERDICT_TLE, "CPU time limit of 2 s exceeded", false},
    /* ended badly: time first, since what is killed at a limit often looks like a crash */
    {RUN_EXITED, 1, 5, VERDICT_RTE, "exit code 1", false},
    {RUN_EXITED, 255, 1900, VERDICT_RTE, "exit code 255", true},
    {RUN_EXITED, 137, 2100, VERDICT_TLE, "CPU time limit", true},
    {RUN_SIGNALED, SIGSEGV, 5, VERDICT_RTE, "signal 11 (SIGSEGV: Segmentation fault)", false},
    {RUN_SIGNALED, SIGABRT, 5, VERDICT_RTE, "signal 6 (SIGABRT: Aborted)", false},
    {RUN_SIGNALED, SIGKILL, 5, VERDICT_RTE, "signal 9 (SIGKILL: Killed)", false},
    {RUN_SIGNALED, SIGXCPU, 5, VERDICT_RTE, "SIGXCPU", false},
    {RUN_SIGNALED, SIGSYS, 5, VERDICT_RTE, "foreign architecture", false},
    {RUN_SIGNALED, 40, 5, VERDICT_RTE, "signal 40", false},
    {RUN_SIGNALED, SIGSEGV, 1900, VERDICT_RTE, "SIGSEGV", true},
    {RUN_SIGNALED, SIGSEGV, 2001, VERDICT_TLE, "CPU time limit", true},
    /* killed for CPU time: further over than a tenth, so there is nothing to measure again */
    {RUN_CPU_LIMIT, 0, 2210, VERDICT_TLE, "CPU time limit of 2 s exceeded", false},
    {RUN_CPU_LIMIT, SIGKILL, 60000, VERDICT_TLE, "CPU time limit of 2 s exceeded", false},
    /* killed for wall time: what it waited for may have been the host */
    {RUN_IDLE_LIMIT, 0, 0, VERDICT_TLE, "idle for more than 2 s", true},
    {RUN_WALL_LIMIT, 0, 0, VERDICT_TLE, "idle until the wall limit of 5 s", true},
    {RUN_WALL_LIMIT, 0, 199, VERDICT_TLE, "idle until the wall limit of 5 s", true},
    {RUN_WALL_LIMIT, 0, 200, VERDICT_TLE, "wall limit of 5 s exceeded", true},
    {RUN_WALL_LIMIT, 0, 1999, VERDICT_TLE, "wall limit of 5 s exceeded", true},
    /* the other limits */
    {RUN_MEMORY_LIMIT, SIGKILL, 5, VERDICT_MLE, "memory limit of 256 MiB exceeded", false},
    {RUN_MEMORY_LIMIT, 0, 1900, VERDICT_MLE, "memory limit of 256 MiB exceeded", true},
    {RUN_MEMORY_LIMIT, SIGKILL, 2050, VERDICT_TLE, "CPU time limit", true},
    {RUN_OUTPUT_LIMIT, SIGXFSZ, 5, VERDICT_OLE, "output limit of 8 MiB exceeded", false},
    {RUN_FILE_LIMIT, SIGXFSZ, 5, VERDICT_OLE, "file size limit of 8 MiB exceeded", false},
    {RUN_PROCESS_LIMIT, 0, 5, VERDICT_RTE, "process limit of 64 exceeded", false},
    /* an attack is one at any time */
    {RUN_FORBIDDEN_CALL, 0, 5, VERDICT_RTE, "forbidden system call socket(0x2)", false},
    {RUN_FORBIDDEN_CALL, 0, 2500, VERDICT_RTE, "forbidden system call socket(0x2)", false},
    {RUN_NOT_EXECUTABLE, 2, 0, VERDICT_RTE, "cannot be executed: No such file or directory", false},
};
enum { CASES = sizeof cases / sizeof *cases };

static struct run_result result_of(int i)
{
    return (struct run_result){.end = cases[i].end,
                               .code = cases[i].code,
                               .cpu = cases[i].cpu_ms * NSEC_PER_MS,
                               .output = 9 * MIB,
                               .call = "socket(0x2)"};
}

static void every_end_has_its_verdict(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        const struct run_result result = result_of(i);
        struct judgement got;
        bool near_limit;

        memset(&got, 0xee, sizeof got);
        near_limit = classify_run(&result, &allowance, &got);
        if (got.verdict != cases[i].verdict || !strstr(got.detail, cases[i].detail) ||
            (!*cases[i].detail && *got.detail) || near_limit != cases[i].near_limit)
            fail_msg("case %d: %s '%s'%s", i, verdict_name(got.verdict), got.detail,
                     near_limit ? ", near the limit" : "");
    }
}

/* Reports are compared byte for byte, so a detail names limits and never measurements. */
static void a_detail_does_not_depend_on_what_was_measured(void **state)
{
    (void)state;
    for (int i = 0; i < CASES; i++) {
        struct run_result result = result_of(i);
        struct judgement one, two;

        classify_run(&result, &allowance, &one);
        result.wall += 12345678;
        result.memory += 54321;
        result.output += 4711;
        result.cpu += 12345;
        classify_run(&result, &allowance, &two);
        if (one.verdict == two.verdict)
            assert_string_equal(one.detail, two.detail);
    }
}

static void too_long_an_output_is_named(void **state)
{
    struct run_result result = {.end = RUN_OUTPUT_LIMIT, .output = allowance.output + 1};
    struct judgement got;

    (void)state;
    classify_run(&result, &allowance, &got);
    assert_string_equal(got.detail, "output limit of 8 MiB exceeded");
    result.output = allowance.output; /* so it was the other one */
    classify_run(&result, &allowance, &got);
    assert_string_equal(got.detail, "output limit of 8 MiB exceeded on stderr");
}

static void a_long_call_does_not_overflow_the_detail(void **state)
{
    struct run_result result = {.end = RUN_FORBIDDEN_CALL};
    struct judgement got;

    (void)state;
    memset(result.call, 'x', sizeof result.call - 1);
    classify_run(&result, &allowance, &got);
    assert_non_null(strstr(got.detail, result.call));
    assert_true(strlen(got.detail) < sizeof got.detail);
}

static void a_run_is_measured_beyond_its_limit_where_that_is_asked_for(void **state)
{
    struct allowance longer = allowance;

    (void)state;
    assert_int_equal(run_limits(&longer, false).cpu, 2200 * NSEC_PER_MS);
    longer.time_measured = NSEC_PER_SEC; /* never less than without */
    assert_int_equal(run_limits(&longer, false).cpu, 2200 * NSEC_PER_MS);
    longer.time_measured = 3 * NSEC_PER_SEC;
    assert_int_equal(run_limits(&longer, false).cpu, 3 * NSEC_PER_SEC);
}

static void fractions_of_seconds_are_named_as_such(void **state)
{
    const struct allowance half = {.time = NSEC_PER_SEC / 2, .memory = MIB / 2, .output = MIB};
    struct run_result result = {.end = RUN_CPU_LIMIT};
    struct judgement got;

    (void)state;
    classify_run(&result, &half, &got);
    assert_string_equal(got.detail, "CPU time limit of 0.5 s exceeded");
    result.end = RUN_WALL_LIMIT;
    classify_run(&result, &half, &got);
    assert_string_equal(got.detail, "idle until the wall limit of 2 s");
    result.end = RUN_IDLE_LIMIT; /* never less than a second */
    classify_run(&result, &half, &got);
    assert_string_equal(got.detail, "idle for more than 1 s");
    result.end = RUN_MEMORY_LIMIT;
    classify_run(&result, &half, &got);
    assert_string_equal(got.detail, "memory limit of 0.5 MiB exceeded");
}

static void a_run_is_given_a_tenth_more_than_the_problem_allows(void **state)
{
    const struct limits limits = run_limits(&allowance, false),
                        alone = run_limits(&allowance, true);

    (void)state;
    assert_int_equal(limits.cpu, 2200 * NSEC_PER_MS);
    assert_int_equal(limits.wall, 5 * NSEC_PER_SEC);
    assert_int_equal(limits.memory, 256 * MIB);
    assert_int_equal(limits.output, 8 * MIB);
    assert_int_equal(limits.file_size, 8 * MIB);
    assert_int_equal(limits.stack, 0);
    assert_int_equal(limits.processes, 64);
    assert_int_equal(alone.wall, 10 * NSEC_PER_SEC);
    assert_int_equal(alone.cpu, limits.cpu);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_end_has_its_verdict),
        cmocka_unit_test(a_detail_does_not_depend_on_what_was_measured),
        cmocka_unit_test(too_long_an_output_is_named),
        cmocka_unit_test(a_long_call_does_not_overflow_the_detail),
        cmocka_unit_test(a_run_is_measured_beyond_its_limit_where_that_is_asked_for),
        cmocka_unit_test(fractions_of_seconds_are_named_as_such),
        cmocka_unit_test(a_run_is_given_a_tenth_more_than_the_problem_allows),
    };

    return cmocka_run_group_tests_name("classify", tests, NULL, NULL);
}
