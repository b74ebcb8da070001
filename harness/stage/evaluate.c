/* SPDX-License-Identifier: MIT */
#include "stage/evaluate.h"
#include "stage/program/package_programs.h"
#include "record/journal.h"
#include "select/select.h"
#include "winnow/cleanup.h"

#include <stdlib.h>

struct evaluation {
    struct session *session;
    struct record *record;
    struct test_set secrets;
    struct pick_trial *trials; /* picks that were not evaluated before */
    size_t count, next, done;
};

struct pick_trial {
    struct evaluation *evaluation;
    size_t pick;
};

static struct hash128 program_of(const struct evaluation *e, size_t pick)
{
    return record_survivor_program(e->record, e->record->picks[pick].survivor)->key;
}

static void pick_judged(void *context, struct judgement *judgement, struct program *program)
{
    const struct pick_trial *t = context;
    struct evaluation *e = t->evaluation;
    struct err err = {0};

    (void)program;
    if (!judgement)
        return;
    e->done++;
    e->record->evaluated[t->pick] = *judgement;
    if (journal_evaluated(e->record->journal, program_of(e, t->pick), judgement, &err) < 0)
        service_fail(e->session->service, &err);
}

static int judge_next_pick(void *context, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    struct evaluation *e = context;
    struct submission submission = {.tests = &e->secrets, .done = pick_judged};
    size_t survivor;

    if (e->next == e->count)
        return 0;
    submission.context = &e->trials[e->next];
    survivor = e->record->picks[e->trials[e->next++].pick].survivor;
    submission.program = &e->record->survivors.list[survivor].program;
    if (e->secrets.has_static &&
        survivors_source(&e->record->survivors, survivor, &source, err) < 0)
        return -1;
    submission.source = buf_str(&source);
    submission.length = source.len;
    return judge_submit(e->session->service, &submission, err) ? 1 : -1;
}

static void show_evaluation(void *context)
{
    struct evaluation *e = context;

    progress_show(&e->session->progress, "evaluate", 0, progress_fraction(e->done, e->count),
                  "%zu clusters > %zu submissions, %zu of %zu judged on %zu secret tests",
                  e->record->clustered.count, e->record->pick_count, e->done, e->count,
                  e->secrets.count);
}

static int judge_picks(struct evaluation *e, const size_t *survivors, struct err *err)
{
    const struct problem *problem = e->session->problem;
    const struct service_feed feed = {
        .next = judge_next_pick, .show = show_evaluation, .context = e};
    cleanup_with(toolset_release) struct toolset validators = {0};
    int rc;

    /* Picks pass the samples; but where groups decide, the samples may have points, too. */
    if ((problem->graded ? test_set_load_all(&e->secrets, problem, true, err)
                         : test_set_load(&e->secrets, problem, problem->secrets,
                                         problem->secret_count, err)) < 0)
        return -1;
    rc = validators_build(&validators, e->session, err);
    validators_use(&validators, &e->secrets);
    if (rc == 0)
        rc = survivors_build(&e->record->survivors, survivors, e->count, e->session->service,
                             &e->secrets, &e->session->progress, err);
    if (rc == 0)
        rc = service_feed(e->session->service, &feed, err);
    test_set_release(&e->secrets);
    return rc;
}

int evaluate_picks(struct session *session, struct record *record, struct err *err)
{
    size_t count = record->pick_count;
    cleanup_free struct pick_trial *trials = calloc(count + 1, sizeof *trials);
    cleanup_free size_t *survivors = calloc(count + 1, sizeof *survivors);
    struct evaluation e = {.session = session, .record = record, .trials = trials};

    if (!session->settings->evaluate)
        return 0;
    record->evaluated = calloc(count + 1, sizeof *record->evaluated);
    if (!trials || !survivors || !record->evaluated)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        int known = journal_recall_evaluated(record->journal, program_of(&e, i),
                                             &record->evaluated[i], err);

        if (known < 0)
            return -1;
        if (known > 0)
            continue;
        survivors[e.count] = record->picks[i].survivor;
        trials[e.count++] = (struct pick_trial){.evaluation = &e, .pick = i};
    }
    return e.count > 0 ? judge_picks(&e, survivors, err) : 0;
}
