/* SPDX-License-Identifier: MIT */
#include "eval/attempt.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 512 };

struct attempt_at_task {
    struct attempts *attempts;
    struct task *task;
    size_t number;
    struct hash128 noted_as; /* in the journal */
    struct program program;  /* of a task that calls functions */
    attempt_done *done;
    void *context;
};

static void free_attempt(struct attempt_at_task *attempt)
{
    program_release(&attempt->program);
    free(attempt);
}

/* ---- what a task keeps open */

static size_t files_of(const struct task *task)
{
    return 1 + 2 * task->rows.count;
}

void attempt_put_away(struct attempts *attempts, struct task *task)
{
    if (!task_is_prepared(task) || task->under_way > 0)
        return;
    attempts->files -= files_of(task);
    task_put_away(task);
}

/* Tests and programs are kept while samples of the task may follow, as far as there are descriptors. */
static int prepare_task(struct attempts *attempts, struct task *task, struct err *err)
{
    struct suite *suite = attempts->suite;

    if (task_is_prepared(task))
        return 0;
    for (size_t i = 0;
         i < suite->count && attempts->files > 0 && attempts->files + files_of(task) > FILES_MAX;
         i++)
        attempt_put_away(attempts, &suite->tasks[i]);
    task->goes_on = attempts->settings->majority && task_can_go_on(task) && !task->generated;
    if (task_prepare(task, attempts->drivers, &attempts->settings->asked, err) < 0)
        return -1;
    attempts->files += files_of(task);
    return 0;
}

/* ---- one program */

/* Verdicts and what was done beside them, case by case. NULL: there is none, or no memory. */
static char *fold_behaviour(const struct judgement *judgement)
{
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();
    char hex[33];

    if (!hash || judgement->case_count == 0)
        return NULL;
    for (size_t i = 0; i < judgement->case_count; i++) {
        hash_text(hash, verdict_name(judgement->cases[i].verdict));
        hash_text(hash, judgement->cases[i].behaviour);
    }
    hash_hex(hash_digest(hash), hex);
    return strdup(hex);
}

/* Those that pass are one group, and what was not run has done nothing. */
static bool has_group_of_its_own(enum verdict verdict)
{
    return verdict != VERDICT_AC && verdict != VERDICT_CE && verdict != VERDICT_JE;
}

/* Of generated tests it is the row itself. */
static char *behaviour_of(const struct task *task, const struct judgement *judgement)
{
    if (task->generated)
        return judgement->case_count > 0 && judgement->cases[0].behaviour
                   ? strdup(judgement->cases[0].behaviour)
                   : NULL;
    return task->goes_on && has_group_of_its_own(judgement->verdict) ? fold_behaviour(judgement)
                                                                     : NULL;
}

static int take_outcome(struct noted_outcome *out, const struct task *task,
                        const struct judgement *judgement, struct err *err)
{
    const struct judgement *one = judgement->case_count > 0 ? &judgement->cases[0] : judgement;

    *out = (struct noted_outcome){
        .verdict = judgement->verdict,
        .compile_limit = judgement->compile_limit,
        .detail = strdup(judgement->detail),
        .test = judgement->test && !task->tests ? strdup(judgement->test) : NULL,
        .report = one->explanation ? strdup(one->explanation) : NULL,
        .behaviour = behaviour_of(task, judgement),
        .cpu = judgement->cpu,
        .wall = judgement->wall,
        .memory = judgement->memory,
    };
    return out->detail ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int end_attempt(struct attempt_at_task *attempt, const struct judgement *judgement,
                       struct noted_outcome *outcome, struct err *err)
{
    if (take_outcome(outcome, attempt->task, judgement, err) < 0 ||
        outcome_log_note(attempt->attempts->log, attempt->noted_as, outcome, err) < 0)
        return -1;
    return attempt->done(attempt->context, attempt->task, attempt->number, outcome, err);
}

static void attempt_judged(void *context, struct judgement *judgement, struct program *program)
{
    struct attempt_at_task *attempt = context;
    struct noted_outcome outcome = {0};
    struct err err = {0};

    (void)program;
    attempt->task->under_way--;
    if ((judgement
             ? end_attempt(attempt, judgement, &outcome, &err)
             : attempt->done(attempt->context, attempt->task, attempt->number, NULL, &err)) < 0)
        service_fail(attempt->attempts->service, &err);
    noted_outcome_release(&outcome);
    free_attempt(attempt);
}

/*
 * What is run for the source, by how the task's tests are run: as it is, with what answers the calls of another cell, or in
 * one source with the tests. `text` has room for that.
 */
static int fill_submission(struct attempt_at_task *attempt, const struct buf *source,
                           struct buf *text, struct submission *submission, struct err *err)
{
    struct task *task = attempt->task;
    const struct buf *sent = source;
    int rc = 0;

    if (task_is_apart(task)) {
        struct apart_program program;

        rc = apart_candidate(task->apart, source, text, &program, err);
        attempt->program = program.program;
        submission->language = program.language;
        submission->more = program.more;
        sent = text;
    } else if (task->joint) {
        rc = joint_source(task->joint, buf_str(source), task->tests, text, err);
        submission->language = &task->joint->row;
        submission->more = task->joint->with_source.count > 0 ? &task->joint->with_source : NULL;
        sent = text;
    } else if (task_has_calls(task)) {
        rc = task_program(&attempt->program, attempt->attempts->drivers, source, err);
    }
    submission->source = buf_str(sent);
    submission->length = sent->len;
    submission->program = attempt->program.language ? &attempt->program : NULL;
    return rc;
}

static int submit_attempt(struct attempt_at_task *attempt, const struct language *language,
                          const struct buf *source, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_SOURCE);
    struct submission submission = {.tests = &attempt->task->tests_set,
                                    .language = language,
                                    .done = attempt_judged,
                                    .context = attempt};

    if (fill_submission(attempt, source, &text, &submission, err) < 0 ||
        !judge_submit(attempt->attempts->service, &submission, err))
        return -1;
    attempt->task->under_way++;
    return 1;
}

int attempt_begin(struct attempts *attempts, struct task *task, const struct language *language,
                  const struct buf *source, size_t number, attempt_done *done, void *context,
                  struct noted_outcome *known, struct err *err)
{
    struct attempt_at_task *attempt;
    struct hash128 key;
    int rc;

    if (prepare_task(attempts, task, err) < 0 ||
        outcome_key(&attempts->keys, task, language, source, &key, err) < 0)
        return -1;
    rc = outcome_log_recall(attempts->log, key, known, err);
    if (rc != 0)
        return rc < 0 ? -1 : 0;
    attempt = calloc(1, sizeof *attempt);
    if (!attempt)
        return err_set(err, ERR_JUDGE, "out of memory");
    *attempt = (struct attempt_at_task){.attempts = attempts,
                                        .task = task,
                                        .number = number,
                                        .noted_as = key,
                                        .done = done,
                                        .context = context};
    rc = submit_attempt(attempt, language, source, err);
    if (rc < 0)
        free_attempt(attempt);
    return rc;
}

/* ---- one after the other */

struct turns {
    struct attempts *attempts;
    attempt_begin_task *begin;
    void *context;
    size_t at;
};

static int next_turn(void *context, struct err *err)
{
    struct turns *turns = context;
    struct suite *suite = turns->attempts->suite;
    int rc = 0;

    while (rc == 0 && turns->at < suite->count) {
        struct task *task = &suite->tasks[turns->at++];

        if (task->wanted)
            rc = turns->begin(turns->context, task, err);
    }
    return rc;
}

int attempts_each_task(struct attempts *attempts, attempt_begin_task *begin, void *context,
                       struct err *err)
{
    struct turns turns = {attempts, begin, context, 0};
    const struct service_feed feed = {.next = next_turn, .context = &turns};

    return service_feed(attempts->service, &feed, err);
}
