/* SPDX-License-Identifier: MIT */
/*
 * The check "validator": the package's own programs read the output and decide. Called as the problem
 * package format says ("Output Validators", both versions):
 *
 *     validator INPUT ANSWER FEEDBACK_DIR/ [ARGS...] < team's output
 *
 * Exit code 42 accepts and 43 rejects. Everything else, 0 and a limit among them, is a failure of the
 * judge: JE. Of several validators all must accept. A validator that leaves nextpass.in and accepts
 * asks for another run of the candidate (multi-pass problems).
 */
#include "judge/check/check.h"
#include "judge/check/feedback.h"
#include "judge/score.h"
#include "judge/service.h"
#include "judge/check/validator_call.h"

#include <stdlib.h>
#include <string.h>

/* Kept over all passes of a case. */
struct validation {
    struct run run; /* first: validator_ended casts back. Of the validator at `at` */
    struct check *check;
    size_t at;
    struct validator_call call;
    struct run_file files[3 + FEEDBACK_FILES_MAX];
    struct feedback_kept kept[VALIDATORS_MAX]; /* from one pass to the next */
    bool running;
};

static void settle(struct validation *v, enum check_step step)
{
    v->check->done(v->check, step);
}

static void fail_check(struct validation *v, const char *what)
{
    judgement_set(v->check->judgement, VERDICT_JE, "output validator: %s", what);
    settle(v, CHECK_SETTLED);
}

static void run_validator(struct validation *v);

/* All have accepted this pass: the end, or the next one. */
static void accept_pass(struct validation *v)
{
    struct err err = {0};

    if (v->check->next_input_fd < 0 && score_check(v->check, &err) < 0)
        fail_check(v, err.msg);
    else if (v->check->next_input_fd < 0)
        settle(v, CHECK_SETTLED);
    else if (v->check->pass + 1 >= v->check->tests->problem->validation_passes)
        fail_check(v, "it asks for more passes than validation_passes allows");
    else
        settle(v, CHECK_RUN_AGAIN);
}

/* One has accepted. Of several the first that asks for a pass has its input used. */
static void accept(struct validation *v)
{
    int dir = v->run.result.product_fd;
    struct err err = {0};

    if (v->check->tests->problem->multi_pass && v->check->next_input_fd < 0 &&
        feedback_next_pass(&v->kept[v->at], dir, &v->check->next_input_fd, &err) < 0) {
        fail_check(v, err.msg);
        return;
    }
    if (v->check->next_input_fd < 0 && score_take(v->check, dir, &err) < 0) {
        fail_check(v, err.msg);
        return;
    }
    if (++v->at < v->check->tests->validator_count)
        run_validator(v);
    else
        accept_pass(v);
}

static void reject(struct validation *v, bool points, int stderr_fd)
{
    char message[JUDGEMENT_DETAIL];

    if (feedback_has(v->run.result.product_fd, "nextpass.in")) {
        fail_check(v, "it rejects the output and asks for another pass");
        return;
    }
    if (score_is_left(v->check, v->run.result.product_fd)) {
        fail_check(v, "it rejects the output and leaves a score");
        return;
    }
    validator_reason(v->check->tests->is_testlib[v->at], &v->run.result, stderr_fd, message,
                     sizeof message);
    if (v->check->explain)
        v->check->judgement->explanation = feedback_messages(v->run.result.product_fd);
    if (points)
        judgement_set(v->check->judgement, VERDICT_WA, "not fully right: %s",
                      message[0] ? message : "the checker gives points");
    else
        judgement_set(v->check->judgement, VERDICT_WA, "%s",
                      message[0] ? message : "the output validator rejects the output");
    settle(v, CHECK_SETTLED);
}

/* In a scoring problem they are the score of an output that is accepted. */
static void take_points(struct validation *v, int stderr_fd)
{
    char message[JUDGEMENT_DETAIL];
    struct err err = {0};
    int taken;

    validator_reason(true, &v->run.result, stderr_fd, message, sizeof message);
    taken = score_take_points(v->check, message, &err);
    if (taken < 0)
        fail_check(v, err.msg);
    else if (taken > 0)
        accept(v);
    else
        reject(v, true, stderr_fd);
}

static void judge_end(struct validation *v, int stderr_fd)
{
    char words[JUDGEMENT_DETAIL];

    validator_end_words(&v->run.result, &v->run.judgement, stderr_fd, words, sizeof words);
    fail_check(v, words);
}

static void validator_ended(struct run *run, int stdout_fd, int stderr_fd)
{
    struct validation *v = (struct validation *)run;

    (void)stdout_fd;
    v->running = false;
    if (run->failed) {
        fail_check(v, run->err.msg);
        return;
    }
    switch (validator_ended_as(v->check->tests->is_testlib[v->at], &run->result, &run->judgement)) {
    case VALIDATOR_ACCEPTED:
        accept(v);
        break;
    case VALIDATOR_REJECTED:
        reject(v, false, stderr_fd);
        break;
    case VALIDATOR_POINTS:
        take_points(v, stderr_fd);
        break;
    case VALIDATOR_UNDECIDED:
        judge_end(v, stderr_fd);
        break;
    }
}

static void run_validator(struct validation *v)
{
    const struct test_set *tests = v->check->tests;
    const struct feedback_kept *kept = &v->kept[v->at];
    struct err err = {0};
    size_t count;

    if (validator_call_fill(&v->call, v->check, v->at, v->check->output_fd, &err) < 0) {
        fail_check(v, err.msg);
        return;
    }
    count = v->call.file_count;
    memcpy(v->files, v->call.files, count * sizeof *v->files);
    for (size_t i = 0; i < kept->count; i++)
        v->files[count++] = kept->files[i];
    v->run = (struct run){
        .pool = service_pool(v->check->service),
        .program = tests->validators[v->at],
        .args = v->call.args,
        .input_fd = v->check->output_fd,
        .allowance = validator_allowance(tests->problem),
        .cell = JOB_CELL_JUDGE,
        .files = v->files,
        .file_count = count,
        .directory = FEEDBACK_DIRECTORY,
        .done = validator_ended,
    };
    v->running = true;
    run_start(&v->run, true);
}

static struct validation *make_validation(struct check *check, struct err *err)
{
    struct validation *v = calloc(1, sizeof *v);

    check->state = v;
    if (!v) {
        err_put(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    v->check = check;
    return v;
}

static void start_validation(struct check *check)
{
    struct validation *v = check->state;
    struct err err = {0};

    if (check->judgement->verdict != VERDICT_AC) {
        check->done(check, CHECK_SETTLED);
        return;
    }
    if (!v && !(v = make_validation(check, &err))) {
        judgement_set(check->judgement, VERDICT_JE, "output validator: %s", err.msg);
        check->done(check, CHECK_SETTLED);
        return;
    }
    v->at = check->tests->problem->interactive; /* the first one has talked (check_recorded) */
    run_validator(v);
}

static void cancel_validation(struct check *check)
{
    struct validation *v = check->state;

    if (v && v->running)
        run_cancel(&v->run);
}

static void release_validation(struct check *check)
{
    struct validation *v = check->state;

    for (size_t i = 0; i < VALIDATORS_MAX; i++)
        feedback_forget(&v->kept[i]);
    free(v);
}

const struct check_kind check_validator = {.name = "validator",
                                           .start = start_validation,
                                           .cancel = cancel_validation,
                                           .release = release_validation};
