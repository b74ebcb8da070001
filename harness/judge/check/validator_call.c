/* SPDX-License-Identifier: MIT */
#include "judge/check/validator_call.h"
#include "judge/check/feedback.h"
#include "judge/stderr_line.h"

#include <stdio.h>
#include <string.h>

/* The base name of the case: validators may look at it, and it must be a valid file name. */
static void name_files(struct validator_call *call, const char *test)
{
    const char *slash = strrchr(test, '/');
    const char *base = slash ? slash + 1 : test;
    bool fits = base[0] != '\0' && strlen(base) < sizeof call->input_name - 8;

    snprintf(call->input_name, sizeof call->input_name, "%s.in", fits ? base : "test");
    snprintf(call->answer_name, sizeof call->answer_name, "%s.ans", fits ? base : "test");
}

/* testlib takes further words for the name of a report, so only options are passed on. */
static bool is_passed_on(bool is_testlib, const char *flag)
{
    return !is_testlib || strncmp(flag, "--", 2) == 0;
}

int validator_call_fill(struct validator_call *call, const struct check *check, size_t number,
                        int output_fd, struct err *err)
{
    char *const *flags = check->test->validator_args;
    bool is_testlib = check->tests->is_testlib[number];
    size_t n = 0;

    name_files(call, check->test->name);
    call->files[0] = (struct run_file){.name = call->input_name, .fd = check->run->input_fd};
    call->files[1] = (struct run_file){.name = call->answer_name, .fd = check->test->answer_fd};
    call->files[2] = (struct run_file){.name = "team-output", .fd = output_fd};
    call->file_count = is_testlib && output_fd >= 0 ? 3 : 2;
    call->args[n++] = call->input_name;
    if (is_testlib)
        call->args[n++] = output_fd >= 0 ? "team-output" : FEEDBACK_DIRECTORY "/output";
    call->args[n++] = call->answer_name;
    if (!is_testlib)
        call->args[n++] = FEEDBACK_DIRECTORY "/";
    for (; flags && *flags; flags++) {
        if (!is_passed_on(is_testlib, *flags))
            continue;
        if (n == VALIDATOR_ARGS_MAX + 3)
            return err_set(err, ERR_JUDGE, "too many arguments for an output validator");
        call->args[n++] = *flags;
    }
    call->args[n] = NULL;
    return 0;
}

struct allowance validator_allowance(const struct problem *problem)
{
    return (struct allowance){.time = problem->validation_time_limit,
                              .memory = problem->validation_memory_limit,
                              .output = problem->validation_output_limit};
}

static enum validator_end end_of_testlib(int code)
{
    if (code >= TESTLIB_PARTIALLY || code == TESTLIB_POINTS)
        return VALIDATOR_POINTS;
    if (code == TESTLIB_OK)
        return VALIDATOR_ACCEPTED;
    return code == TESTLIB_WA || code == TESTLIB_PE || code == TESTLIB_DIRT || code == TESTLIB_EOF
               ? VALIDATOR_REJECTED
               : VALIDATOR_UNDECIDED;
}

enum validator_end validator_ended_as(bool is_testlib, const struct run_result *result,
                                      const struct judgement *ended)
{
    if (result->end != RUN_EXITED || ended->verdict == VERDICT_TLE)
        return VALIDATOR_UNDECIDED;
    if (is_testlib)
        return end_of_testlib(result->code);
    if (result->code == VALIDATOR_ACCEPTS)
        return VALIDATOR_ACCEPTED;
    return result->code == VALIDATOR_REJECTS ? VALIDATOR_REJECTED : VALIDATOR_UNDECIDED;
}

void validator_reason(bool is_testlib, const struct run_result *result, int stderr_fd, char *out,
                      size_t size)
{
    out[0] = '\0';
    if (is_testlib) {
        stderr_line(stderr_fd, out, size);
        return;
    }
    feedback_line(result->product_fd, "judgemessage.txt", out, size);
    if (!out[0])
        feedback_line(result->product_fd, "teammessage.txt", out, size);
}

void validator_end_words(const struct run_result *result, const struct judgement *ended,
                         int stderr_fd, char *out, size_t size)
{
    char message[JUDGEMENT_DETAIL];

    feedback_line(result->product_fd, "judgemessage.txt", message, sizeof message);
    if (!message[0])
        stderr_line(stderr_fd, message, sizeof message);
    snprintf(out, size, "%s%s%s",
             ended->verdict == VERDICT_AC
                 ? "exit code 0, which is neither 42 (accepted) nor 43 (wrong answer)"
                 : ended->detail,
             message[0] ? ": " : "", message);
}
