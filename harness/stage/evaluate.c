/* SPDX-License-Identifier: MIT */
#include "stage/evaluate.h"
#include "record/journal.h"
#include "select/select.h"
#include "stage/rebuild.h"
#include "judge/trial.h"
#include "winnow/cleanup.h"

struct evaluation {
    struct session *session;
    struct record *record;
    size_t done;
    struct err failure;
};

struct pick_trial {
    struct trial trial; /* first */
    struct evaluation *evaluation;
    size_t pick;
};

static struct hash128 program_of(const struct evaluation *e, size_t pick)
{
    return record_survivor_program(e->record, e->record->picks[pick].survivor)->key;
}

static void trial_done(struct trial *trial)
{
    struct pick_trial *t = (struct pick_trial *)trial;
    struct evaluation *e = t->evaluation;
    struct judgement *out = &e->record->evaluated[t->pick];

    e->done++;
    *out = (struct judgement){
        .test = trial->test, .cpu = trial->cpu, .wall = trial->wall, .memory = trial->memory};
    judgement_set(out, trial->verdict, "%s", trial->detail);
    if (e->failure.kind == ERR_NONE)
        journal_evaluated(e->record->journal, program_of(e, t->pick), out, &e->failure);
}

static int run_trials(struct evaluation *e, struct pick_trial *trials, size_t count,
                      struct err *err)
{
    cleanup_with(cases_release) struct cases secrets = {0};
    const struct problem *problem = e->session->problem;
    struct trial_rules rules = {.pool = e->session->pool,
                                .cache = e->session->cache,
                                .problem = problem,
                                .cases = &secrets};
    int rc;

    if (cases_load(&secrets, problem->secrets, problem->secret_count, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        trial_start_built(
            &trials[i].trial, &rules,
            &e->record->survivors.list[e->record->picks[trials[i].pick].survivor].program,
            trial_done, NULL);
    while ((rc = jobs_step(e->session->pool, err)) > 0)
        progress_show(&e->session->progress, "evaluate", 0, progress_fraction(e->done, count),
                      "%zu of %zu submissions on %zu secret tests", e->done, count, secrets.count);
    for (size_t i = 0; i < count; i++)
        trial_release(&trials[i].trial);
    if (rc == 0 && e->failure.kind != ERR_NONE) {
        *err = e->failure;
        rc = -1;
    }
    return rc;
}

int evaluate_picks(struct session *session, struct record *record, struct err *err)
{
    struct evaluation e = {.session = session, .record = record};
    size_t count = record->pick_count, n = 0;
    cleanup_free struct pick_trial *trials = calloc(count + 1, sizeof *trials);
    cleanup_free size_t *survivors = calloc(count + 1, sizeof *survivors);

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
        record->evaluated[i].verdict = VERDICT_JE;
        survivors[n] = record->picks[i].survivor;
        trials[n++] = (struct pick_trial){.evaluation = &e, .pick = i};
    }
    if (n == 0)
        return 0;
    if (rebuild_programs(session, &record->survivors, survivors, n, err) < 0)
        return -1;
    return run_trials(&e, trials, n, err);
}
