/* SPDX-License-Identifier: MIT */
#include "stage/cluster.h"
#include "base/file.h"
#include "compare/checker.h"
#include "compare/normalise.h"
#include "record/journal.h"
#include "stage/program/included_files.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct clustering {
    struct session *session;
    struct record *record;
    struct test_set tests; /* none: with the files that programs are built with */
    struct hash_state *hash;
    uint64_t done; /* runs, recalled ones included */
    /* The round under way: */
    const struct refine_task *tasks;
    size_t *missing; /* indices of the tasks that have to run */
    size_t missing_count, next;
};

/* A task that runs. */
struct task_run {
    struct clustering *clustering;
    size_t index; /* of the task in the round */
};

/*
 * The hash of an outcome: its status class, and for a run that ended well its normalised output. The
 * paper leaves open how a crash or a time-out counts; here each class is one value. What a program
 * printed before it was stopped is not looked at: how far it came depends on chance.
 */
static int hash_outcome(struct clustering *c, const struct run *run, int stdout_fd,
                        struct hash128 *hash, struct err *err)
{
    const char *status = verdict_name(run->judgement.verdict);
    struct map output;

    hash_reset(c->hash);
    hash_update(c->hash, status, strlen(status) + 1);
    if (run->judgement.verdict == VERDICT_AC) {
        if (map_fd(&output, stdout_fd, err) < 0)
            return -1;
        normalise_output(output.data, output.len, checker_flags(c->session->problem), c->hash);
        map_release(&output);
    }
    *hash = hash_digest(c->hash);
    return 0;
}

static struct hash128 program_of(const struct clustering *c, const struct refine_task *task)
{
    return record_survivor_program(c->record, task->survivor)->key;
}

static struct hash128 input_of(const struct clustering *c, const struct refine_task *task)
{
    return c->record->inputs.list[task->input].hash;
}

static void settle_task(struct clustering *c, size_t index, const struct run_outcome *outcome)
{
    struct clustered *clustered = &c->record->clustered;
    const struct refine_task *task = &c->tasks[index];

    clustered->outcomes[task->survivor * c->record->inputs.count + task->input] = *outcome;
    c->done++;
    refine_outcome(clustered->refine, index, outcome->hash);
}

static int take_outcome(struct clustering *c, size_t index, const struct run *run, int stdout_fd,
                        struct err *err)
{
    const struct refine_task *task = &c->tasks[index];
    struct run_outcome outcome = {.verdict = run->judgement.verdict};

    /* A failure of ours would forge a difference: the clustering cannot go on from it. */
    if (run->failed)
        return err_set(err, run->err.kind, "%s", run->err.msg);
    if (hash_outcome(c, run, stdout_fd, &outcome.hash, err) < 0 ||
        journal_ran(c->record->journal, program_of(c, task), input_of(c, task), &outcome,
                    run->judgement.wall, err) < 0)
        return -1;
    settle_task(c, index, &outcome);
    return 0;
}

static void task_done(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct task_run *t = context;
    struct err err = {0};

    (void)stderr_fd;
    if (run && take_outcome(t->clustering, t->index, run, stdout_fd, &err) < 0)
        service_fail(t->clustering->session->service, &err);
    free(t);
}

static int run_next_task(void *context, struct err *err)
{
    struct clustering *c = context;
    const struct refine_task *task;
    const struct program *program;
    struct run_order order = {.done = task_done};
    struct task_run *t;

    if (c->next == c->missing_count)
        return 0;
    t = calloc(1, sizeof *t);
    if (!t)
        return err_set(err, ERR_JUDGE, "out of memory");
    *t = (struct task_run){.clustering = c, .index = c->missing[c->next++]};
    task = &c->tasks[t->index];
    program = &c->record->survivors.list[task->survivor].program;
    order.program = program;
    order.input_fd = c->record->inputs.list[task->input].fd;
    order.allowance = test_set_allowance(c->session->problem, program->language);
    order.context = t;
    if (service_run(c->session->service, &order, err))
        return 1;
    free(t);
    return -1;
}

/* Settles the tasks whose outcome is known; lists the others, and has their programs built. */
static int find_missing(struct clustering *c, size_t count, struct err *err)
{
    cleanup_free size_t *survivors = calloc(count, sizeof *survivors);

    if (!survivors)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        const struct refine_task *task = &c->tasks[i];
        struct run_outcome outcome;
        int known = journal_recall_run(c->record->journal, program_of(c, task), input_of(c, task),
                                       &outcome, err);

        if (known < 0)
            return -1;
        if (known > 0) {
            settle_task(c, i, &outcome);
        } else {
            survivors[c->missing_count] = task->survivor;
            c->missing[c->missing_count++] = i;
        }
    }
    return survivors_build(&c->record->survivors, survivors, c->missing_count, c->session->service,
                           &c->tests, &c->session->progress, err);
}

static void show_clustering(void *context)
{
    struct clustering *c = context;
    const uint64_t full = refine_cost(c->record->clustered.refine).full;
    size_t clusters;

    refine_clusters(c->record->clustered.refine, &clusters);
    progress_show(&c->session->progress, "cluster", c->done, progress_fraction(c->done, full),
                  "%zu survive > %zu clusters, %" PRIu64 " of at most %" PRIu64 " runs",
                  c->record->survivors.count, clusters, c->done, full);
}

/* A round of up to survivors × one input: a run for each task, but for those that are known. */
static int run_round(struct clustering *c, const struct refine_task *tasks, size_t count,
                     struct err *err)
{
    cleanup_free size_t *missing = calloc(count, sizeof *missing);
    const struct service_feed feed = {.next = run_next_task, .show = show_clustering, .context = c};

    if (!missing)
        return err_set(err, ERR_JUDGE, "out of memory");
    c->tasks = tasks;
    c->missing = missing;
    c->missing_count = c->next = 0;
    if (find_missing(c, count, err) < 0)
        return -1;
    return service_feed(c->session->service, &feed, err);
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
static int refine_clusters_of(struct clustering *c, size_t top, struct err *err)
{
    struct clustered *out = &c->record->clustered;
    const struct refine_task *tasks;
    size_t count;

    if (refine_new(&out->refine, c->record->survivors.count, out->weights, out->first,
                   c->record->inputs.count, top, err) < 0)
        return -1;
    while (refine_round(out->refine, &tasks, &count), count > 0)
        if (run_round(c, tasks, count, err) < 0)
            return -1;
    out->clusters = refine_clusters(out->refine, &out->count);
    out->cost = refine_cost(out->refine);
    return 0;
}

int cluster_survivors(struct session *session, struct record *record, size_t top, struct err *err)
{
    struct clustering clustering = {.session = session,
                                    .record = record,
                                    .tests.problem = session->problem,
                                    .hash = hash_new()};
    struct language_files *included = NULL;
    size_t included_count = 0;
    int rc;

    if (!clustering.hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    rc = included_files_load(&included, &included_count, session->problem, err);
    clustering.tests.included = included;
    clustering.tests.included_count = included_count;
    if (rc == 0)
        rc = clustered_init(&record->clustered, record->survivors.count, record->inputs.count, err);
    if (rc == 0) {
        describe_survivors(&record->clustered, record);
        rc = refine_clusters_of(&clustering, top, err);
    }
    included_files_free(included, included_count);
    hash_free(clustering.hash);
    return rc;
}
