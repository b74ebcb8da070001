/* SPDX-License-Identifier: MIT */
/*
 * The check "calls": the tests are a program of their own (eval/calls/python/tests.py), in another cell, which calls the
 * candidate's functions through pipes. 42: they passed; 43: they did not, and the report, one line of JSON on
 * stderr, becomes the judgement's explanation. Its "kind" tells the verdict:
 *
 *     wrong WA    exception RTE    timeout TLE (of a call)    memory MLE    compile CE    ended RTE (the process is gone)
 *
 * A candidate that exceeded a limit, or crashed before the tests ended, is judged by that. What the candidate
 * returns can also use up the limits of the tests, or their stack; then it is the candidate that failed, not the
 * judge. Any other exit code is a failure of the judge, since tests.py has only these two.
 */
#include "base/file.h"
#include "base/json/json.h"
#include "judge/check/check.h"
#include "judge/check/validator_call.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORT_MAX = 256 * KIB };

struct report_kind {
    const char *name;
    enum verdict verdict;
};

static const struct report_kind report_kinds[] = {
    {"wrong", VERDICT_WA},    {"exception", VERDICT_RTE}, {"memory", VERDICT_MLE},
    {"timeout", VERDICT_TLE}, {"compile", VERDICT_CE},    {"ended", VERDICT_RTE},
};

static int begin_calls(struct check *check, struct run *run, struct err *err)
{
    struct partner *tests = check->state ? check->state : calloc(1, sizeof *tests);

    check->state = tests;
    if (!tests)
        return err_set(err, ERR_JUDGE, "out of memory");
    tests->program = check->tests->validators[0];
    tests->allowance = validator_allowance(check->tests->problem);
    tests->files = check->test->files; /* beside the candidate too */
    tests->file_count = check->test->file_count;
    tests->takes_turns = !check->tests->calls_are_timed;
    run->partner = tests;
    run->waits_among_others = true;
    return 0;
}

/* In words: "ValueError: text", "assert f(1) == 2: returned 3". */
static void put_report(struct judgement *judgement, const struct json_members *report)
{
    cleanup_free char *kind = json_text(report, "kind"), *type = json_text(report, "type");
    cleanup_free char *text = json_text(report, "text"),
                      *assertion = json_text(report, "assertion"),
                      *returned = json_text(report, "returned");
    enum verdict verdict = VERDICT_WA;

    for (size_t i = 0; kind && i < sizeof report_kinds / sizeof *report_kinds; i++)
        if (strcmp(kind, report_kinds[i].name) == 0)
            verdict = report_kinds[i].verdict;
    if (kind && strcmp(kind, "ended") == 0)
        judgement_set(judgement, verdict, "the program ended before the tests did");
    else if (verdict != VERDICT_WA || !assertion)
        judgement_set(judgement, verdict, "%s%s%s", type ? type : "", text && *text ? ": " : "",
                      text ? text : "");
    else
        judgement_set(judgement, verdict, "%s%s%s", assertion, returned ? ": returned " : "",
                      returned ? returned : "");
}

/*
 * The second line, of tests that went on after a failure: what the candidate has answered, as a hash, and whether there were
 * calls after the failure. A limit is then one of those calls', which are not made where tests end at a failure.
 */
static void take_behaviour(struct judgement *judgement, const char *line)
{
    size_t length = strcspn(line, " \n");

    free(judgement->behaviour);
    if (asprintf(&judgement->behaviour, "%.*s %s", (int)length, line,
                 verdict_name(judgement->verdict)) < 0)
        judgement->behaviour = NULL;
    if (strcmp(line + length, " went on") == 0)
        judgement_set(judgement, VERDICT_AC, "%s", "");
}

/* The verdict is the report's, unless the run of the candidate has decided it: then the report only tells more. */
static void take_report(const struct check *check, int report_fd)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(REPORT_MAX);
    cleanup_with(json_members_release) struct json_members report = {0};
    struct judgement *judgement = check->judgement;
    struct err err = {0};
    bool was_read = file_read_fd(report_fd, &text, &err) == 0, decided;
    size_t length = check->tests->behaviours ? strcspn(buf_str(&text), "\n") : text.len;

    if (was_read && length < text.len)
        take_behaviour(judgement, buf_str(&text) + length + 1);
    decided = judgement->verdict != VERDICT_AC;
    if (!was_read || json_read_members(&report, buf_str(&text), length, &err) <= 0) {
        if (!decided)
            judgement_set(judgement, VERDICT_WA, "the tests failed");
        return;
    }
    if (!decided)
        put_report(judgement, &report);
    free(judgement->explanation);
    judgement->explanation = strndup(buf_str(&text), length);
}

/* What a candidate does after the tests have ended does not count. */
static bool ended_after(const struct check *check, const struct partner *tests,
                        enum validator_end end)
{
    enum verdict verdict = check->judgement->verdict;
    bool later = run_end_time(&tests->result) < run_end_time(&check->run->result);

    /* Limits hold for an accepted candidate too: it may have exceeded them before. */
    return later &&
           (end == VALIDATOR_REJECTED || (end == VALIDATOR_ACCEPTED && verdict == VERDICT_RTE));
}

/* Neither accepted nor rejected. */
static void blame(struct judgement *judgement, const struct run_result *tests,
                  const struct judgement *ended)
{
    if (tests->end == RUN_EXITED && ended->verdict == VERDICT_RTE)
        judgement_set(judgement, VERDICT_JE, "the program that runs the tests: %s", ended->detail);
    else
        judgement_set(judgement, ended->verdict == VERDICT_AC ? VERDICT_WA : ended->verdict,
                      "the tests, with what was returned: %s", ended->detail);
}

static void decide_calls(struct check *check, const struct partner *tests)
{
    struct judgement ended, *judgement = check->judgement;
    enum validator_end end;

    classify_run(&tests->result, &tests->allowance, &ended);
    end = validator_ended_as(false, &tests->result, &ended);
    if (ended_after(check, tests, end))
        judgement_set(judgement, VERDICT_AC, "%s", "");
    if (judgement->verdict != VERDICT_AC) {
        if (end == VALIDATOR_REJECTED)
            take_report(check, tests->stderr_fd);
        return;
    }
    if (tests->relay.flows[RELAY_CANDIDATE].over)
        classify_output_limit(&check->run->allowance, false, judgement);
    else if (end == VALIDATOR_REJECTED)
        take_report(check, tests->stderr_fd);
    else if (end != VALIDATOR_ACCEPTED)
        blame(judgement, &tests->result, &ended);
}

static void end_calls(struct check *check)
{
    decide_calls(check, check->state);
    check->done(check, CHECK_SETTLED);
}

static void release_calls(struct check *check)
{
    free(check->state);
}

const struct check_kind check_calls = {
    .name = "calls", .begin = begin_calls, .start = end_calls, .release = release_calls};
