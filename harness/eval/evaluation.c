/* SPDX-License-Identifier: MIT */
#include "eval/evaluation.h"
#include "base/json/json.h"
#include "base/table.h"
#include "eval/expected.h"
#include "eval/sample/answer.h"
#include "eval/task_counts.h"
#include "eval/testers.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

/* A program may grow sixfold when it is written into one of ours as a string. */
enum { REMARKS_MAX = 3, PROGRAM_BYTES_MAX = 8 * MIB };

const char *outcome_word_of(enum verdict verdict)
{
    static const char *const words[] = {
        [VERDICT_AC] = "passed",  [VERDICT_WA] = "wrong",       [VERDICT_TLE] = "timeout",
        [VERDICT_MLE] = "memory", [VERDICT_OLE] = "output",     [VERDICT_RTE] = "exception",
        [VERDICT_CE] = "compile", [VERDICT_JE] = "judge_error",
    };

    return words[verdict];
}

const char *outcome_word(const struct outcome *outcome)
{
    return outcome->no_program ? "extraction_failed" : outcome_word_of(outcome->noted.verdict);
}

/* ---- canonical solutions */

static int submit_canonical(struct evaluation *evaluation, struct task *task, struct err *err);

/* Tests in a cell of their own report what they lack. */
static char *find_lacking(const struct task *task, const struct noted_outcome *outcome)
{
    char *lacking = joint_lacking(task->joint, outcome->detail);

    return lacking || !outcome->report ? lacking : joint_lacking(task->joint, outcome->report);
}

/* Of a task in another language that was judged in one process. */
static void settle_joint(struct evaluation *evaluation, struct task *task,
                         const struct noted_outcome *outcome)
{
    bool fails = outcome->verdict != VERDICT_AC;

    task->canonical_fails = task->canonical && fails;
    task->lacking = fails ? find_lacking(task, outcome) : NULL;
    if (task->apart && (fails || !task->canonical)) {
        attempt_put_away(&evaluation->attempts, task);
        task->together = false;
    }
}

/* What the tests saw: an assertion that did not hold, an exception. */
static bool tests_saw_failure(const struct noted_outcome *outcome)
{
    cleanup_with(json_members_release) struct json_members report = {0};
    cleanup_free char *kind = NULL;
    struct err err = {0};

    if (!outcome->report ||
        json_read_members(&report, outcome->report, strlen(outcome->report), &err) <= 0)
        return false;
    kind = json_text(&report, "kind");
    return kind && (strcmp(kind, "wrong") == 0 || strcmp(kind, "exception") == 0);
}

/*
 * Whether values that cannot travel may be why the canonical solution fails. Limits, also a compiler's, crashes and
 * failures of ours say nothing about values, and are no reason to trust samples.
 */
static bool may_need_one_process(const struct task *task, const struct noted_outcome *outcome)
{
    if (outcome->verdict == VERDICT_CE)
        return task->apart && !outcome->compile_limit;
    return (outcome->verdict == VERDICT_WA || outcome->verdict == VERDICT_RTE) &&
           tests_saw_failure(outcome);
}

/* A canonical solution that fails from outside is tried in one process; if it fails there too, outside is meant. */
static int settle_task(struct evaluation *evaluation, struct task *task,
                       const struct noted_outcome *outcome, struct err *err)
{
    bool was_together = task->together;

    if (task->joint && !task_is_apart(task)) {
        settle_joint(evaluation, task, outcome);
        return 0;
    }
    if (outcome->verdict == VERDICT_AC)
        return 0;
    if (task->plus) {
        task->canonical_fails = true;
        return 0;
    }
    attempt_put_away(&evaluation->attempts, task);
    task->together = task->canonical && !was_together && may_need_one_process(task, outcome);
    task->canonical_fails = task->canonical && !task->together;
    if (task->joint && !task->together)
        task->lacking = find_lacking(task, outcome);
    return task->together ? submit_canonical(evaluation, task, err) : 0;
}

static int canonical_done(void *context, struct task *task, size_t number,
                          struct noted_outcome *outcome, struct err *err)
{
    (void)number;
    return outcome && settle_task(context, task, outcome, err) < 0 ? -1 : 0;
}

/* 1: it was submitted; 0: what it comes to is known. */
static int submit_canonical(struct evaluation *evaluation, struct task *task, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    cleanup_with(noted_outcome_release) struct noted_outcome known = {0};
    int rc;

    /* Without a canonical solution the tests alone show whether they lack a module. */
    if (task_source(task, task->canonical ? task->canonical : "", !task->canonical, true, &source,
                    err) < 0)
        return -1;
    rc = attempt_begin(&evaluation->attempts, task,
                       task->joint ? &task->joint->row : language_by_name("python3"), &source, 0,
                       canonical_done, evaluation, &known, err);
    return rc == 0 ? settle_task(evaluation, task, &known, err) : rc;
}

/* Whether there is something to find out: how the tests are run, or which module they lack. */
static bool wants_trial(const struct task *task)
{
    return task->canonical ? task_has_calls(task) || task->joint
                           : task->joint && joint_needs_trial(task->joint);
}

static int begin_trial(void *context, struct task *task, struct err *err)
{
    if (task->lacking || !wants_trial(task))
        return 0;
    if (!task->canonical)
        task->together = true; /* for once */
    return submit_canonical(context, task, err);
}

static int settle_tasks(struct evaluation *evaluation, struct err *err)
{
    return attempts_each_task(&evaluation->attempts, begin_trial, evaluation, err);
}

/* ---- samples */

static struct hash128 key_of_outcome(const void *context, size_t number)
{
    const struct evaluation *evaluation = context;

    return evaluation->outcomes[number].key;
}

static struct hash128 key_of(const struct evaluation *evaluation, const struct task *task,
                             const struct language *language, const struct buf *source)
{
    size_t number = (size_t)(task - evaluation->attempts.suite->tasks);
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

/* The first few are named; the report has the number. */
static int pass_over(struct evaluation *evaluation, size_t *counter, const char *sentence,
                     struct err *err)
{
    if ((*counter)++ < REMARKS_MAX)
        remark(evaluation->attempts.settings->remarks, "%s: %s", samples_where(evaluation->samples),
               sentence);
    return add_sample(evaluation, NO_OUTCOME, err);
}

static int sample_done(void *context, struct task *task, size_t number,
                       struct noted_outcome *outcome, struct err *err)
{
    struct evaluation *evaluation = context;

    (void)task;
    (void)err;
    if (!outcome)
        return 0;
    evaluation->outcomes[number].noted = *outcome;
    *outcome = (struct noted_outcome){0};
    evaluation->judged++;
    return 0;
}

/* Besides; `submitted`: its own tests were. */
static int run_on_generated(struct evaluation *evaluation, const struct task *task,
                            const struct language *language, const struct buf *source,
                            size_t number, int submitted, struct err *err)
{
    int rc = 0;

    if (evaluation->generated && !evaluation->is_against)
        rc = generated_begin(evaluation->generated,
                             (size_t)(task - evaluation->attempts.suite->tasks), language, source,
                             number, err);
    return rc < 0 ? -1 : rc > 0 || submitted > 0;
}

/* A program that no earlier sample of the task was. 1: it was submitted; 0: its outcome is known. */
static int judge_new(struct evaluation *evaluation, struct task *task,
                     const struct language *language, const struct buf *source, struct hash128 key,
                     struct err *err)
{
    size_t number = evaluation->outcome_count;
    int rc;

    if (add_outcome(evaluation, task, key, err) < 0 ||
        add_sample(evaluation, (uint32_t)number, err) < 0)
        return -1;
    if (evaluation->shards)
        return shards_recall(evaluation->shards, key, &evaluation->outcomes[number].noted, err) < 0
                   ? err_wrap(err, "%s", samples_where(evaluation->samples))
                   : 0;
    rc = attempt_begin(&evaluation->attempts, task, language, source, number, sample_done,
                       evaluation, &evaluation->outcomes[number].noted, err);
    evaluation->recalled += rc == 0 && outcome_log_goes_on(evaluation->attempts.log);
    return rc < 0 ? -1 : run_on_generated(evaluation, task, language, source, number, rc, err);
}

/* An answer without a program has failed. There is nothing to run or to note. */
static int add_none(struct evaluation *evaluation, struct task *task, const char *why,
                    struct err *err)
{
    struct hash128 key = hash_fold(hash_bytes(&task, sizeof task), hash_bytes(why, strlen(why)));
    uint32_t number = (uint32_t)evaluation->outcome_count;
    size_t earlier;

    if (table_get(evaluation->by_key, key, &earlier))
        return add_sample(evaluation, (uint32_t)earlier, err);
    if (add_outcome(evaluation, task, key, err) < 0)
        return -1;
    evaluation->outcomes[number].no_program = true;
    evaluation->outcomes[number].noted.verdict = VERDICT_CE;
    evaluation->outcomes[number].noted.detail = strdup(why);
    return evaluation->outcomes[number].noted.detail ? add_sample(evaluation, number, err)
                                                     : err_set(err, ERR_JUDGE, "out of memory");
}

/* 1: it was submitted; 0: it need not be. */
static int take_program(struct evaluation *evaluation, struct task *task,
                        const struct language *language, struct sample *sample, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    enum answer_kind kind;
    struct hash128 key;
    size_t outcome;

    if (strlen(sample->text) > PROGRAM_BYTES_MAX)
        return add_none(evaluation, task, "the answer is larger than 8 MiB", err);
    if (answer_program(task, sample, language, evaluation->attempts.settings, &source, &kind, err) <
        0)
        return err_wrap(err, "%s", samples_where(evaluation->samples));
    evaluation->fenced += kind == ANSWER_FENCED;
    if (kind == ANSWER_EMPTY)
        return add_none(evaluation, task, "the answer has no fenced block of code", err);
    key = key_of(evaluation, task, language, &source);
    return table_get(evaluation->by_key, key, &outcome)
               ? add_sample(evaluation, (uint32_t)outcome, err)
               : judge_new(evaluation, task, language, &source, key, err);
}

/* Functions are called in Python. A whole program is in what the sample or --language names, else in Python. */
static const char *language_name_of(const struct evaluation *evaluation, const struct task *task,
                                    const struct sample *sample)
{
    const char *name =
        sample->language ? sample->language : evaluation->attempts.settings->language;

    return task->tests || !name ? "python3" : name;
}

static const struct language *language_of(const struct task *task, const char *name)
{
    return task->joint ? &task->joint->row : task->language ? NULL : language_by_name(name);
}

static int take_sample(struct evaluation *evaluation, struct sample *sample, struct err *err)
{
    struct task *task = suite_find(evaluation->attempts.suite, sample->task_id);
    const char *name = task ? language_name_of(evaluation, task, sample) : NULL;
    const struct language *language = task ? language_of(task, name) : NULL;
    char sentence[240];

    evaluation->by_place |= evaluation->sample_count == 0 && sample->by_place;
    if (task && !task->wanted)
        return 0; /* another shard's */
    if (language && !task->lacking)
        return take_program(evaluation, task, language, sample, err);
    if (task && task->lacking)
        snprintf(sentence, sizeof sentence, "%s", task->lacking);
    else if (task && task->language)
        joint_refusal(task->language, sentence, sizeof sentence);
    else if (task)
        language_refusal(name, sentence, sizeof sentence);
    else
        snprintf(sentence, sizeof sentence, "the suite has no task '%.80s'", sample->task_id);
    return pass_over(evaluation, task ? &evaluation->not_run : &evaluation->unknown, sentence, err);
}

static void note_own(struct evaluation *evaluation)
{
    evaluation->own =
        (struct evaluated){evaluation->sample_count, evaluation->outcome_count, evaluation->unknown,
                           evaluation->not_run, evaluation->fenced};
}

static bool begins_other_side(const struct evaluation *evaluation, const struct sample *sample)
{
    return evaluation->against_file > 0 && sample->file >= evaluation->against_file &&
           !evaluation->is_against;
}

static int next_sample(void *context, struct err *err)
{
    struct evaluation *evaluation = context;
    struct sample sample;
    int rc;

    while ((rc = samples_next(evaluation->samples, &sample, err)) > 0) {
        if (begins_other_side(evaluation, &sample)) {
            note_own(evaluation);
            evaluation->is_against = true;
        }
        rc = take_sample(evaluation, &sample, err);
        if (rc != 0)
            return rc;
    }
    return rc;
}

static void show_turn(void *context)
{
    const struct evaluation *evaluation = context;

    if (evaluation->show)
        evaluation->show(evaluation->context);
}

static int judge_all(struct evaluation *evaluation, struct err *err)
{
    const struct service_feed feed = {
        .next = next_sample, .show = show_turn, .context = evaluation};
    struct attempts *attempts = &evaluation->attempts;

    return (attempts->drivers && drivers_make(attempts->drivers, attempts->service, err) < 0) ||
                   evaluation_find_wanted(evaluation, err) < 0 ||
                   (evaluation->generated &&
                    generated_list(evaluation->generated, attempts, err) < 0) ||
                   expected_find(attempts, err) < 0 || testers_build(attempts, err) < 0 ||
                   settle_tasks(evaluation, err) < 0
               ? -1
               : service_feed(attempts->service, &feed, err);
}

static int recall_all(struct evaluation *evaluation, struct err *err)
{
    size_t taken = 0;

    if (evaluation_find_wanted(evaluation, err) < 0)
        return -1;
    shards_settle(evaluation->shards, evaluation->attempts.suite);
    if (next_sample(evaluation, err) < 0) /* none is submitted, so that this is the end of them */
        return -1;
    for (size_t i = 0; i < evaluation->outcome_count; i++)
        taken += !evaluation->outcomes[i].no_program;
    return taken == shards_outcomes(evaluation->shards)
               ? 0
               : err_set(
                     err, ERR_INPUT,
                     "the shards have judged %zu programs, of which %zu are known here: is one of "
                     "their languages not installed on this host?",
                     shards_outcomes(evaluation->shards), taken);
}

int evaluation_run(struct evaluation *evaluation, struct err *err)
{
    evaluation->by_key = table_new(key_of_outcome, evaluation);
    if (!evaluation->by_key)
        return err_set(err, ERR_JUDGE, "out of memory");
    if ((evaluation->shards ? recall_all(evaluation, err) : judge_all(evaluation, err)) < 0)
        return -1;
    if (!evaluation->is_against)
        note_own(evaluation);
    evaluation_count(evaluation);
    return 0;
}

void evaluation_release(struct evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->outcome_count; i++)
        noted_outcome_release(&evaluation->outcomes[i].noted);
    free(evaluation->outcomes);
    free(evaluation->outcome_of);
    table_free(evaluation->by_key);
    call_library_release(&evaluation->attempts.library);
    *evaluation = (struct evaluation){0};
}
