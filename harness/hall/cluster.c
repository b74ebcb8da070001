/* SPDX-License-Identifier: MIT */
#include "hall/cluster.h"
#include "base/map.h"
#include "hall/rebuild.h"
#include "judge/normalise.h"
#include "judge/probe.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct round {
    struct session *session;
    struct ledger *ledger;
    struct journal *journal;
    struct filtered *filtered;
    const struct made_inputs *inputs;
    struct refine *refine;
    struct hash_state *hash;
    struct run_outcome *outcomes; /* survivors × inputs */
    uint64_t done;                /* runs, recalled ones included */
    struct err failure;
};

struct task_probe {
    struct probe probe; /* first */
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
    return ledger_unique(round->ledger, round->filtered->survivors[survivor].unique)->key;
}

static void settle_task(struct round *round, size_t index, const struct refine_task *task,
                        const struct run_outcome *outcome)
{
    round->outcomes[task->survivor * round->inputs->count + task->input] = *outcome;
    round->done++;
    refine_outcome(round->refine, index, outcome->hash);
}

static void task_done(struct probe *probe, int stdout_fd)
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
        journal_ran(round->journal, program_of(round, t->task.survivor),
                    round->inputs->list[t->task.input].hash, &outcome, &round->failure) < 0)
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
    t->probe.program = &round->filtered->survivors[task->survivor].program;
    t->probe.input_fd = round->inputs->list[task->input].fd;
    t->probe.allowance = (struct allowance){
        .time = problem->time_limit,
        .memory = problem->memory_limit + t->probe.program->language->memory_allowance,
        .output = problem->output_limit,
    };
    t->probe.done = task_done;
    probe_start(&t->probe, false);
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

        if (journal_recall_run(round->journal, program_of(round, tasks[i].survivor),
                               round->inputs->list[tasks[i].input].hash, &outcome)) {
            settle_task(round, i, &tasks[i], &outcome);
        } else {
            survivors[*missing_count] = tasks[i].survivor;
            missing[(*missing_count)++] = i;
        }
    }
    return rebuild_programs(round->session, round->filtered, survivors, *missing_count, err);
}

static int wait_for_round(struct round *round, struct err *err)
{
    const uint64_t full = refine_cost(round->refine).full;
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

static int describe_survivors(struct clustered *out, struct ledger *ledger,
                              const struct filtered *filtered, struct err *err)
{
    size_t n = filtered->count;
    bool scored = false;

    out->weights = calloc(n + 1, sizeof *out->weights);
    out->first = calloc(n + 1, sizeof *out->first);
    out->scores = calloc(n + 1, sizeof *out->scores);
    if (!out->weights || !out->first || !out->scores)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < n; i++) {
        const struct unique *u = ledger_unique(ledger, filtered->survivors[i].unique);

        out->weights[i] = u->copies;
        out->first[i] = u->first;
        out->scores[i] = u->score;
        scored = scored || !isnan(u->score);
    }
    if (!scored) {
        free(out->scores);
        out->scores = NULL;
    }
    return 0;
}

/* Every outcome begins as "not run". */
static int make_outcomes(struct clustered *out, size_t survivors, size_t inputs, struct err *err)
{
    size_t n = survivors * inputs;

    out->outcomes = calloc(n + 1, sizeof *out->outcomes);
    if (!out->outcomes)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < n; i++)
        out->outcomes[i].verdict = VERDICT_COUNT;
    return 0;
}

int cluster_run(struct clustered *out, struct session *session, struct ledger *ledger,
                struct journal *journal, struct filtered *filtered,
                const struct made_inputs *inputs, size_t top, struct err *err)
{
    struct round round = {.session = session,
                          .ledger = ledger,
                          .journal = journal,
                          .filtered = filtered,
                          .inputs = inputs,
                          .hash = hash_new()};
    const struct refine_task *tasks;
    size_t count;
    int rc = 0;

    memset(out, 0, sizeof *out);
    if (!round.hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (describe_survivors(out, ledger, filtered, err) < 0 ||
        make_outcomes(out, filtered->count, inputs->count, err) < 0 ||
        refine_new(&out->refine, filtered->count, out->weights, out->first, inputs->count, top,
                   err) < 0)
        rc = -1;
    round.refine = out->refine;
    round.outcomes = out->outcomes;
    while (rc == 0 && (refine_round(out->refine, &tasks, &count), count > 0))
        rc = run_round(&round, tasks, count, err);
    if (rc == 0) {
        out->clusters = refine_clusters(out->refine, &out->count);
        out->cost = refine_cost(out->refine);
    }
    hash_free(round.hash);
    return rc;
}

void clustered_release(struct clustered *clustered)
{
    refine_free(clustered->refine);
    free(clustered->weights);
    free(clustered->first);
    free(clustered->scores);
    free(clustered->outcomes);
    memset(clustered, 0, sizeof *clustered);
}
