/* SPDX-License-Identifier: MIT */
#include "stage/cluster.h"
#include "base/map.h"
#include "record/journal.h"
#include "stage/rebuild.h"
#include "judge/normalise.h"
#include "judge/run.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct round {
    struct session *session;
    struct record *record;
    struct hash_state *hash;
    uint64_t done; /* runs, recalled ones included */
    struct err failure;
};

struct task_probe {
    struct run probe; /* first */
    struct round *round;
    size_t index; /* of the task in the round */
    struct refine_task task;
};

/*
 * The outcome of one run: its status class, and for a run that ended well its normalised output.
 * The paper leaves open how a crash or a time-out counts; here each class is one value. What a
 * program printed before it was stopped is not looked at: how far it came is chance.
 */
static int outcome_of(struct task_probe *t, int stdout_fd, struct hash128 *outcome, struct err *err)
{
    const char *status = verdict_name(t->probe.classified.verdict);
    struct map output;

    hash_reset(t->round->hash);
    hash_update(t->round->hash, status, strlen(status) + 1);
    if (t->probe.classified.verdict == VERDICT_AC) {
        if (map_fd(&output, stdout_fd, err) < 0)
            return -1;
        normalise_output(output.data, output.len, &t->round->session->problem->compare,
                         t->round->hash);
        map_release(&output);
    }
    *outcome = hash_digest(t->round->hash);
    return 0;
}

static struct hash128 program_of(const struct round *round, size_t survivor)
{
    return record_survivor_program(round->record, survivor)->key;
}

static void settle_task(struct round *round, size_t index, const struct refine_task *task,
                        const struct run_outcome *outcome)
{
    round->record->clustered.outcomes[task->survivor * round->record->inputs.count + task->input] =
        *outcome;
    round->done++;
    refine_outcome(round->record->clustered.refine, index, outcome->hash);
}

static void task_done(struct run *probe, int stdout_fd)
{
    struct task_probe *t = (struct task_probe *)probe;
    struct round *round = t->round;
    struct run_outcome outcome = {.verdict = probe->classified.verdict};

    /* A failure of ours would forge a difference: the run cannot go on from it. */
    if (probe->failed) {
        round->failure = probe->err;
        return;
    }
    if (outcome_of(t, stdout_fd, &outcome.hash, &round->failure) < 0 ||
        journal_ran(round->record->journal, program_of(round, t->task.survivor),
                    round->record->inputs.list[t->task.input].hash, &outcome, &round->failure) < 0)
        return;
    settle_task(round, t->index, &t->task, &outcome);
}

static void start_task(struct task_probe *t, struct round *round, const struct refine_task *task,
                       size_t index)
{
    const struct problem *problem = round->session->problem;

    t->round = round;
    t->index = index;
    t->task = *task;
    t->probe.pool = round->session->pool;
    t->probe.program = &round->record->survivors.list[task->survivor].program;
    t->probe.input_fd = round->record->inputs.list[task->input].fd;
    t->probe.allowance = (struct allowance){
        .time = problem->time_limit,
        .memory = problem->memory_limit + t->probe.program->language->memory_allowance,
        .output = problem->output_limit,
    };
    t->probe.done = task_done;
    run_start(&t->probe, false);
}

/* Settles the tasks whose outcome is known; lists the others, and has their programs built. */
static int find_missing(struct round *round, const struct refine_task *tasks, size_t count,
                        size_t *missing, size_t *missing_count, struct err *err)
{
    cleanup_free size_t *survivors = calloc(count, sizeof *survivors);

    if (!survivors)
        return err_set(err, ERR_JUDGE, "out of memory");
    *missing_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct run_outcome outcome;
        int known =
            journal_recall_run(round->record->journal, program_of(round, tasks[i].survivor),
                               round->record->inputs.list[tasks[i].input].hash, &outcome, err);

        if (known < 0)
            return -1;
        if (known > 0) {
            settle_task(round, i, &tasks[i], &outcome);
        } else {
            survivors[*missing_count] = tasks[i].survivor;
            missing[(*missing_count)++] = i;
        }
    }
    return rebuild_programs(round->session, &round->record->survivors, survivors, *missing_count,
                            err);
}

static int wait_for_round(struct round *round, struct err *err)
{
    const uint64_t full = refine_cost(round->record->clustered.refine).full;
    int rc;

    while ((rc = jobs_step(round->session->pool, err)) > 0) {
        progress_show(&round->session->progress, "cluster", round->done,
                      progress_fraction(round->done, full),
                      "%" PRIu64 " of at most %" PRIu64 " runs", round->done, full);
    }
    if (rc == 0 && round->failure.kind != ERR_NONE) {
        *err = round->failure;
        rc = -1;
    }
    return rc;
}

/* A round of up to survivors × one input: one probe each, but for what is known. */
static int run_round(struct round *round, const struct refine_task *tasks, size_t count,
                     struct err *err)
{
    cleanup_free size_t *missing = calloc(count, sizeof *missing);
    cleanup_free struct task_probe *probes = NULL;
    size_t n;

    if (!missing)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (find_missing(round, tasks, count, missing, &n, err) < 0)
        return -1;
    probes = calloc(n + 1, sizeof *probes);
    if (!probes)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < n; i++)
        start_task(&probes[i], round, &tasks[missing[i]], missing[i]);
    return wait_for_round(round, err);
}

static void describe_survivors(struct clustered *out, const struct record *record)
{
    bool scored = false;

    for (size_t i = 0; i < record->survivors.count; i++) {
        const struct roster_program *program = record_survivor_program(record, i);

        out->weights[i] = program->copies;
        out->first[i] = program->first;
        out->scores[i] = program->score;
        scored = scored || !isnan(program->score);
    }
    if (!scored) {
        free(out->scores);
        out->scores = NULL;
    }
}

/* Rounds of runs until the first `top` clusters are settled. */
static int refine_clusters_of(struct round *round, size_t top, struct err *err)
{
    struct clustered *out = &round->record->clustered;
    const struct refine_task *tasks;
    size_t count;

    if (refine_new(&out->refine, round->record->survivors.count, out->weights, out->first,
                   round->record->inputs.count, top, err) < 0)
        return -1;
    while (refine_round(out->refine, &tasks, &count), count > 0)
        if (run_round(round, tasks, count, err) < 0)
            return -1;
    out->clusters = refine_clusters(out->refine, &out->count);
    out->cost = refine_cost(out->refine);
    return 0;
}

int cluster_survivors(struct session *session, struct record *record, size_t top, struct err *err)
{
    struct round round = {.session = session, .record = record, .hash = hash_new()};
    int rc;

    if (!round.hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    rc = clustered_init(&record->clustered, record->survivors.count, record->inputs.count, err);
    if (rc == 0) {
        describe_survivors(&record->clustered, record);
        rc = refine_clusters_of(&round, top, err);
    }
    hash_free(round.hash);
    return rc;
}
