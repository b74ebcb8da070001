/* SPDX-License-Identifier: MIT */
/*
 * How an output validator is called, interactive or not, and what its end means: as the problem package
 * format says, or, for a program that uses testlib, as testlib does (`checker INPUT OUTPUT ANSWER`,
 * `interactor INPUT OUTPUT ANSWER`).
 */
#ifndef HARNESS_JUDGE_CHECK_VALIDATOR_CALL_H
#define HARNESS_JUDGE_CHECK_VALIDATOR_CALL_H

#include "judge/check/check.h"

/* Exit codes of the format, input validators' too, and room for arguments. */
enum { VALIDATOR_ACCEPTS = 42, VALIDATOR_REJECTS = 43, VALIDATOR_ARGS_MAX = 20 };

/* Its arguments and files; borrows from the check. */
struct validator_call {
    char input_name[64], answer_name[64];
    const char *args[VALIDATOR_ARGS_MAX + 4];
    struct run_file files[3];
    size_t file_count;
};

/* For the validator of this number. `output_fd` is the candidate's output, or -1: it is interactive. */
int validator_call_fill(struct validator_call *call, const struct check *check, size_t number,
                        int output_fd, struct err *err);

struct allowance validator_allowance(const struct problem *problem);

/* Exit codes as testlib's default build has them. */
enum testlib_code {
    TESTLIB_OK = 0,
    TESTLIB_WA = 1,
    TESTLIB_PE = 2,
    TESTLIB_FAIL = 3,
    TESTLIB_DIRT = 4,
    TESTLIB_POINTS = 7, /* "points N" is said on stderr */
    TESTLIB_EOF = 8,
    TESTLIB_PARTIALLY = 50, /* and above: so many points more */
};

enum validator_end {
    VALIDATOR_ACCEPTED,
    VALIDATOR_REJECTED,
    VALIDATOR_POINTS,   /* testlib's: neither; the message says how many */
    VALIDATOR_UNDECIDED /* anything else, a limit among it: JE */
};

/* What it means that a validator ended so, classified as `ended`. */
enum validator_end validator_ended_as(bool is_testlib, const struct run_result *result,
                                      const struct judgement *ended);

/*
 * Why it rejects: judgemessage.txt, else teammessage.txt, or of testlib's what it says on stderr; "": it gives no
 * reason.
 */
void validator_reason(bool is_testlib, const struct run_result *result, int stderr_fd, char *out,
                      size_t size);

/* How a validator that did not decide has ended, and its last words: judgemessage.txt, else stderr. */
void validator_end_words(const struct run_result *result, const struct judgement *ended,
                         int stderr_fd, char *out, size_t size);

#endif
