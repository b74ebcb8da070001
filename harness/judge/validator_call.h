/* SPDX-License-Identifier: MIT */
/* How an output validator is called, interactive or not (problem package format). */
#ifndef HARNESS_JUDGE_VALIDATOR_CALL_H
#define HARNESS_JUDGE_VALIDATOR_CALL_H

#include "judge/check.h"

/* Exit codes of the format, input validators' too, and room for arguments. */
enum { VALIDATOR_ACCEPTS = 42, VALIDATOR_REJECTS = 43, VALIDATOR_ARGS_MAX = 20 };

/* INPUT ANSWER FEEDBACK_DIR/ [ARGS...], and the two files; borrows from the check. */
struct validator_call {
    char input_name[64], answer_name[64];
    const char *args[VALIDATOR_ARGS_MAX + 4];
    struct run_file files[2];
};

int validator_call_fill(struct validator_call *call, const struct check *check, struct err *err);

struct allowance validator_allowance(const struct problem *problem);

/* Whether a validator that ended so, classified, has accepted or rejected: anything else is JE. */
bool validator_decided(const struct run_result *result, const struct judgement *ended);

/* How a validator that did not decide has ended, and its last words: judgemessage.txt, else stderr. */
void validator_end_words(const struct run_result *result, const struct judgement *ended,
                         int stderr_fd, char *out, size_t size);

#endif
