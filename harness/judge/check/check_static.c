/* SPDX-License-Identifier: MIT */
/*
 * The check "static" of a static validation case (problem package format 2025-09, "Static validator"): the candidate
 * is not run. The package's static validator starts in a directory with the submission's files and nothing else,
 * its own files and the feedback directory lying beside that one:
 *
 *     validator LANGUAGE ENTRY_POINT ../feedback/ [ARGS...]
 *
 * It reports as an output validator does.
 */
#include "judge/check/check.h"
#include "judge/check/feedback.h"
#include "judge/score.h"
#include "judge/service.h"
#include "judge/check/validator_call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUBMISSION_DIRECTORY "submission"

enum { FILES_MAX = BUILD_FILES_MAX + 2 }; /* with the main source and the product */

struct static_validation {
    struct run run; /* first: validator_ended casts back */
    struct check *check;
    char entry_point[64];
    const char *args[VALIDATOR_ARGS_MAX + 4];
    struct run_file files[FILES_MAX];
    char names[FILES_MAX][sizeof SUBMISSION_DIRECTORY + 1 + RUN_FILE_NAME_MAX];
    size_t file_count;
    bool running;
};

static void settle(struct static_validation *v)
{
    v->check->done(v->check, CHECK_SETTLED);
}

static void fail_check(struct static_validation *v, const char *what)
{
    judgement_set(v->check->judgement, VERDICT_JE, "static validator: %s", what);
    settle(v);
}

static void accept(struct static_validation *v)
{
    struct err err = {0};

    if (score_take(v->check, v->run.result.product_fd, &err) < 0 || score_check(v->check, &err) < 0)
        fail_check(v, err.msg);
    else
        settle(v);
}

static void reject(struct static_validation *v, int stderr_fd)
{
    char message[JUDGEMENT_DETAIL];

    if (score_is_left(v->check, v->run.result.product_fd)) {
        fail_check(v, "it rejects the submission and leaves a score");
        return;
    }
    validator_reason(false, &v->run.result, stderr_fd, message, sizeof message);
    if (v->check->explain)
        v->check->judgement->explanation = feedback_messages(v->run.result.product_fd);
    judgement_set(v->check->judgement, VERDICT_WA, "%s",
                  message[0] ? message : "the static validator rejects the submission");
    settle(v);
}

static void validator_ended(struct run *run, int stdout_fd, int stderr_fd)
{
    struct static_validation *v = (struct static_validation *)run;
    char words[JUDGEMENT_DETAIL];

    (void)stdout_fd;
    v->running = false;
    if (run->failed) {
        fail_check(v, run->err.msg);
        return;
    }
    switch (validator_ended_as(false, &run->result, &run->judgement)) {
    case VALIDATOR_ACCEPTED:
        accept(v);
        break;
    case VALIDATOR_REJECTED:
        reject(v, stderr_fd);
        break;
    case VALIDATOR_POINTS: /* testlib's alone */
    case VALIDATOR_UNDECIDED:
        validator_end_words(&run->result, &run->judgement, stderr_fd, words, sizeof words);
        fail_check(v, words);
        break;
    }
}

/* A name that is there already keeps its file: that of the source, not of what was made of it. */
static void add_file(struct static_validation *v, const char *name, int fd)
{
    char *path = v->names[v->file_count];

    snprintf(path, sizeof v->names[0], SUBMISSION_DIRECTORY "/%s", name);
    for (size_t i = 0; i < v->file_count; i++)
        if (strcmp(v->names[i], path) == 0)
            return;
    v->files[v->file_count++] = (struct run_file){.name = path, .fd = fd};
}

static void list_files(struct static_validation *v)
{
    const struct submitted *submitted = v->check->submitted;
    const struct build_files *more = submitted->more;

    add_file(v, submitted->main_name, submitted->main_fd);
    for (size_t i = 0; more && i < more->count; i++)
        add_file(v, more->list[i].name, more->list[i].fd);
    if (submitted->product_fd >= 0)
        add_file(v, submitted->language->product, submitted->product_fd);
}

static void list_args(struct static_validation *v)
{
    const struct submitted *submitted = v->check->submitted;
    size_t n = 0;

    language_entry_point(submitted->language, submitted->main_name, v->entry_point,
                         sizeof v->entry_point);
    v->args[n++] = language_code(submitted->language);
    v->args[n++] = v->entry_point;
    v->args[n++] = "../" FEEDBACK_DIRECTORY "/";
    for (char *const *arg = v->check->test->validator_args;
         arg && *arg && n < VALIDATOR_ARGS_MAX + 3; arg++)
        v->args[n++] = *arg;
    v->args[n] = NULL;
}

static void start_static(struct check *check)
{
    struct static_validation *v = calloc(1, sizeof *v);

    check->state = v;
    if (!v) {
        judgement_set(check->judgement, VERDICT_JE, "static validator: out of memory");
        check->done(check, CHECK_SETTLED);
        return;
    }
    v->check = check;
    list_files(v);
    list_args(v);
    v->run = (struct run){
        .pool = service_pool(check->service),
        .program = check->tests->static_validator,
        .args = v->args,
        .input_fd = check->test->input_fd,
        .allowance = validator_allowance(check->tests->problem),
        .cell = JOB_CELL_JUDGE,
        .files = v->files,
        .file_count = v->file_count,
        .directory = FEEDBACK_DIRECTORY,
        .start_in = SUBMISSION_DIRECTORY,
        .done = validator_ended,
    };
    v->running = true;
    run_start(&v->run, true);
}

static void cancel_static(struct check *check)
{
    struct static_validation *v = check->state;

    if (v && v->running)
        run_cancel(&v->run);
}

static void release_static(struct check *check)
{
    free(check->state);
}

const struct check_kind check_static = {.name = "static",
                                        .has_no_run = true,
                                        .start = start_static,
                                        .cancel = cancel_static,
                                        .release = release_static};
