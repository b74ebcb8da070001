/* SPDX-License-Identifier: MIT */
#include "eval/evaluation.h"
#include "base/table.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { FILES_MAX = 512, UNKNOWN_REMARKS = 3 };

const char *outcome_word(enum verdict verdict)
{
    static const char *const words[] = {
        [VERDICT_AC] = "passed",  [VERDICT_WA] = "wrong",       [VERDICT_TLE] = "timeout",
        [VERDICT_MLE] = "memory", [VERDICT_OLE] = "output",     [VERDICT_RTE] = "exception",
        [VERDICT_CE] = "compile", [VERDICT_JE] = "judge_error",
    };

    return words[verdict];
}

/* ---- one program under judgement */

struct attempt_at_task {
    struct evaluation *evaluation;
    struct task *task;
    size_t outcome;          /* or NO_OUTCOME: it is the canonical solution */
    struct hash128 noted_as; /* in the journal */
    struct program program;
};

enum { NO_OUTCOME = UINT32_MAX };

static void free_attempt(struct attempt_at_task *attempt)
{
    program_release(&attempt->program);
    free(attempt);
}

static int submit_program(struct evaluation *evaluation, struct task *task,
                          const struct language *language, const struct buf *source,
                          struct attempt_at_task attempt_as, judge_done *done, struct err *err)
{
    struct attempt_at_task *attempt = calloc(1, sizeof *attempt);
    struct submission submission = {.tests = &task->tests_set,
                                    .language = language,
                                    .source = buf_str(source),
                                    .length = source->len,
                                    .done = done,
                                    .context = attempt};

    if (!attempt)
        return err_set(err, ERR_JUDGE, "out of memory");
    *attempt = attempt_as;
    submission.program = task->tests ? &attempt->program : NULL;
    if ((task->tests && task_program(&attempt->program, evaluation->drivers, buf_str(source),
                                     source->len, err) < 0) ||
        !judge_submit(evaluation->service, &submission, err)) {
        free_attempt(attempt);
        return -1;
    }
    task->under_way++;
    return 0;
}

/* An outcome as it is noted; given back with noted_outcome_release. */
static int take_outcome(struct noted_outcome *out, const struct task *task,
                        const struct judgement *judgement, struct err *err)
{
    const struct judgement *one = judgement->case_count > 0 ? &judgement->cases[0] : judgement;

    *out = (struct noted_outcome){
        .verdict = judgement->verdict,
        .detail = strdup(judgement->detail),
        .test = judgement->test && !task->tests ? strdup(judgement->test) : NULL,
        .report = one->explanation ? strdup(one->explanation) : NULL,
        .cpu = judgement->cpu,
        .wall = judgement->wall,
        .memory = judgement->memory,
    };
    return out->detail ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

/* The task's programs and limits, and what an outcome of this source is noted as: 1 if it is known. */
static int recall(struct evaluation *evaluation, struct task *task, const struct language *language,
                  const struct buf *source, struct hash128 *noted_as, struct noted_outcome *known,
                  struct err *err)
{
    if (task_prepare(task, evaluation->drivers, &evaluation->settings->asked, err) < 0 ||
        outcome_key(&evaluation->keys, task, language, source, noted_as, err) < 0)
        return -1;
    return outcome_log_recall(evaluation->log, *noted_as, known, err);
}

/* What a task keeps open while it is prepared. */
static size_t files_of(const struct task *task)
{
    return task_is_prepared(task) ? 2 + 2 * task->rows.count : 0;
}

/* Tests and programs of tasks are kept while samples of them may follow, as far as there are descriptors. */
static void put_away_others(struct evaluation *evaluation, const struct task *needed)
{
    size_t files = 2 + 2 * needed->rows.count;

    for (size_t i = 0; i < evaluation->suite->count; i++)
        files += files_of(&evaluation->suite->tasks[i]);
    for (size_t i = 0; i < evaluation->suite->count && files > FILES_MAX; i++) {
        struct task *task = &evaluation->suite->tasks[i];

        if (task_is_prepared(task) && task->under_way == 0 && task != needed) {
            files -= files_of(task);
            task_put_away(task);
        }
    }
}

/* ---- canonical solutions */

struct settling {
    struct evaluation *evaluation;
    size_t at;
};

static int submit_canonical(struct evaluation *evaluation, struct task *task, struct err *err);

/*
 * A canonical solution that fails from outside is tried in one process; if it fails there too, outside is meant. A
 * limit that it exceeds, or a failure of ours, is no reason to trust samples.
 */
static int settle_task(struct evaluation *evaluation, struct task *task, enum verdict verdict,
                       struct err *err)
{
    bool was_together = task->together;

    if (verdict == VERDICT_AC)
        return 0;
    task_put_away(task);
    task->together = !was_together && (verdict == VERDICT_WA || verdict == VERDICT_RTE);
    task->canonical_fails = !task->together;
    return task->together ? submit_canonical(evaluation, task, err) : 0;
}

static void canonical_done(void *context, struct judgement *judgement, struct program *program)
{
    struct attempt_at_task *attempt = context;
    struct evaluation *evaluation = attempt->evaluation;
    struct task *task = attempt->task;
    struct noted_outcome outcome = {0};
    struct err err = {0};

    (void)program;
    task->under_way--;
    if (judgement && (take_outcome(&outcome, task, judgement, &err) < 0 ||
                      outcome_log_note(evaluation->log, attempt->noted_as, &outcome, &err) < 0 ||
                      settle_task(evaluation, task, outcome.verdict, &err) < 0))
        service_fail(evaluation->service, &err);
    noted_outcome_release(&outcome);
    free_attempt(attempt);
}

/* 1: it was submitted; 0: what it comes to is known. */
static int submit_canonical(struct evaluation *evaluation, struct task *task, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    cleanup_with(noted_outcome_release) struct noted_outcome known = {0};
    struct attempt_at_task attempt = {
        .evaluation = evaluation, .task = task, .outcome = NO_OUTCOME};
    int rc;

    if (task_source(task, task->canonical, false, true, &source, err) < 0)
        return -1;
    rc = recall(evaluation, task, language_by_name("python3"), &source, &attempt.noted_as, &known,
                err);
    if (rc > 0)
        return settle_task(evaluation, task, known.verdict, err);
    return rc < 0 ||
                   submit_program(evaluation, task, NULL, &source, attempt, canonical_done, err) < 0
               ? -1
               : 1;
}

static int next_canonical(void *context, struct err *err)
{
    struct settling *settling = context;
    struct suite *suite = settling->evaluation->suite;

    while (settling->at < suite->count) {
        struct task *task = &suite->tasks[settling->at++];

        int rc;

        put_away_others(settling->evaluation, task);
        rc = task->samples > 0 && task->canonical && task->tests
                 ? submit_canonical(settling->evaluation, task, err)
                 : 0;
        if (rc != 0)
            return rc;
    }
    return 0;
}

static int settle_tasks(struct evaluation *evaluation, struct err *err)
{
    struct settling settling = {.evaluation = evaluation};
    const struct service_feed feed = {.next = next_canonical, .show = NULL, .context = &settling};

    return service_feed(evaluation->service, &feed, err);
}

/* ---- samples */

static void sample_done(void *context, struct judgement *judgement, struct program *program)
{
    struct attempt_at_task *attempt = context;
    struct evaluation *evaluation = attempt->evaluation;
    struct outcome *outcome = &evaluation->outcomes[attempt->outcome];
    struct err err = {0};

    (void)program;
    attempt->task->under_way--;
    if (judgement) {
        if (take_outcome(&outcome->noted, attempt->task, judgement, &err) < 0 ||
            outcome_log_note(evaluation->log, attempt->noted_as, &outcome->noted, &err) < 0)
            service_fail(evaluation->service, &err);
        outcome->judged = true;
        evaluation->judged++;
    }
    free_attempt(attempt);
}

static struct hash128 key_of_outcome(const void *context, size_t number)
{
    const struct evaluation *evaluation = context;

    return evaluation->outcomes[number].key;
}

static struct hash128 key_of(const struct evaluation *evaluation, const struct task *task,
                             const struct language *language, const struct buf *source)
{
    size_t number = (size_t)(task - evaluation->suite->tasks);
    struct hash128 key = hash_fold(hash_bytes(&number, sizeof number),
                                   hash_bytes(language->name, strlen(language->name)));

    return hash_fold(key, hash_bytes(buf_str(source), source->len));
}

static int add_outcome(struct evaluation *evaluation, struct task *task, struct hash128 key,
                       struct err *err)
{
    struct outcome *grown = array_grow(evaluation->outcomes, evaluation->outcome_count,
                                       &evaluation->outcome_room, sizeof *grown);

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    evaluation->outcomes = grown;
    grown[evaluation->outcome_count] = (struct outcome){.task = task, .key = key};
    if (table_put(evaluation->by_key, evaluation->outcome_count) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    evaluation->outcome_count++;
    return 0;
}

static int add_sample(struct evaluation *evaluation, uint32_t outcome, struct err *err)
{
    uint32_t *grown = array_grow(evaluation->outcome_of, evaluation->sample_count,
                                 &evaluation->sample_room, sizeof *grown);

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    evaluation->outcome_of = grown;
    grown[evaluation->sample_count++] = outcome;
    return 0;
}

static int note_unknown(struct evaluation *evaluation, const struct sample *sample, struct err *err)
{
    if (evaluation->unknown++ < UNKNOWN_REMARKS)
        remark(evaluation->settings->remarks, "%s: the suite has no task '%.80s'",
               samples_where(evaluation->samples), sample->task_id);
    return add_sample(evaluation, NO_TASK, err);
}

/* Functions are called in Python. A whole program is in what the sample or --language names, else in Python. */
static const struct language *language_of(const struct evaluation *evaluation,
                                          const struct task *task, const struct sample *sample,
                                          struct err *err)
{
    const char *name = sample->language ? sample->language : evaluation->settings->language;
    const struct language *language = language_by_name(task->tests || !name ? "python3" : name);
    char sentence[160];

    if (language)
        return language;
    language_refusal(name, sentence, sizeof sentence);
    err_set(err, ERR_INPUT, "%s: %s", samples_where(evaluation->samples), sentence);
    return NULL;
}

/* A program that no earlier sample of the task was. 1: it was submitted; 0: its outcome was noted by an earlier run. */
static int judge_new(struct evaluation *evaluation, struct task *task,
                     const struct language *language, const struct buf *source, struct hash128 key,
                     struct err *err)
{
    struct attempt_at_task attempt = {
        .evaluation = evaluation, .task = task, .outcome = evaluation->outcome_count};
    struct outcome *outcome;
    int rc;

    put_away_others(evaluation, task);
    if (add_outcome(evaluation, task, key, err) < 0 ||
        add_sample(evaluation, (uint32_t)attempt.outcome, err) < 0)
        return -1;
    outcome = &evaluation->outcomes[attempt.outcome];
    rc = recall(evaluation, task, language, source, &attempt.noted_as, &outcome->noted, err);
    if (rc > 0) {
        outcome->judged = true;
        evaluation->recalled++;
        return 0;
    }
    return rc < 0 ||
                   submit_program(evaluation, task, language, source, attempt, sample_done, err) < 0
               ? -1
               : 1;
}

/* 1: it was submitted; 0: it need not be. */
static int take_sample(struct evaluation *evaluation, const struct sample *sample, struct err *err)
{
    struct task *task = suite_find(evaluation->suite, sample->task_id);
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    struct hash128 key;
    size_t outcome;

    const struct language *language;

    if (!task)
        return note_unknown(evaluation, sample, err);
    language = language_of(evaluation, task, sample, err);
    if (!language)
        return -1;
    if (task_source(task, sample->text, sample->whole, language->find_modules != NULL, &source,
                    err) < 0)
        return err_wrap(err, "%s", samples_where(evaluation->samples));
    key = key_of(evaluation, task, language, &source);
    if (table_get(evaluation->by_key, key, &outcome))
        return add_sample(evaluation, (uint32_t)outcome, err);
    return judge_new(evaluation, task, language, &source, key, err);
}

static int next_sample(void *context, struct err *err)
{
    struct evaluation *evaluation = context;
    struct sample sample;
    int rc;

    while ((rc = samples_next(evaluation->samples, &sample, err)) > 0) {
        rc = take_sample(evaluation, &sample, err);
        if (rc != 0)
            return rc;
    }
    return rc;
}

/* Which tasks have samples, so that only their canonical solutions are judged. */
static int count_samples(struct evaluation *evaluation, struct err *err)
{
    struct sample sample;
    int rc;

    while ((rc = samples_next(evaluation->samples, &sample, err)) > 0) {
        struct task *task = suite_find(evaluation->suite, sample.task_id);

        if (task)
            task->samples++;
    }
    samples_rewind(evaluation->samples);
    return rc;
}

static void count_passed(struct evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->sample_count; i++) {
        const struct outcome *outcome = evaluation->outcome_of[i] == NO_TASK
                                            ? NULL
                                            : &evaluation->outcomes[evaluation->outcome_of[i]];

        if (outcome && outcome->noted.verdict == VERDICT_AC && outcome->judged)
            outcome->task->passed++;
    }
}

static void show_turn(void *context)
{
    const struct evaluation *evaluation = context;

    if (evaluation->show)
        evaluation->show(evaluation->context);
}

int evaluation_run(struct evaluation *evaluation, struct err *err)
{
    const struct service_feed feed = {
        .next = next_sample, .show = show_turn, .context = evaluation};

    evaluation->by_key = table_new(key_of_outcome, evaluation);
    if (!evaluation->by_key)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (drivers_make(evaluation->drivers, evaluation->service, err) < 0 ||
        count_samples(evaluation, err) < 0 || settle_tasks(evaluation, err) < 0 ||
        service_feed(evaluation->service, &feed, err) < 0)
        return -1;
    count_passed(evaluation);
    return 0;
}

void evaluation_release(struct evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->outcome_count; i++)
        noted_outcome_release(&evaluation->outcomes[i].noted);
    free(evaluation->outcomes);
    free(evaluation->outcome_of);
    table_free(evaluation->by_key);
    *evaluation = (struct evaluation){0};
}
