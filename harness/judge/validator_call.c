/* SPDX-License-Identifier: MIT */
#include "judge/validator_call.h"
#include "judge/feedback.h"
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

int validator_call_fill(struct validator_call *call, const struct check *check, struct err *err)
{
    char *const *flags = check->test->validator_args;
    size_t n = 0;

    name_files(call, check->test->name);
    call->files[0] = (struct run_file){.name = call->input_name, .fd = check->test->input_fd};
    call->files[1] = (struct run_file){.name = call->answer_name, .fd = check->test->answer_fd};
    call->args[n++] = call->input_name;
    call->args[n++] = call->answer_name;
    call->args[n++] = FEEDBACK_DIRECTORY "/";
    for (; flags && *flags; flags++) {
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

bool validator_decided(const struct run_result *result, const struct judgement *ended)
{
    return result->end == RUN_EXITED && ended->verdict != VERDICT_TLE &&
           (result->code == VALIDATOR_ACCEPTS || result->code == VALIDATOR_REJECTS);
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
