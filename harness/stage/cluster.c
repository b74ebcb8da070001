/* SPDX-License-Identifier: MIT */
#include "stage/cluster.h"
#include "select/vote.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

struct clustering {
    struct session *session;
    struct record *record;
    uint64_t done;                   /* runs, recalled ones included */
    const struct refine_task *tasks; /* of the round under way */
    bool complete; /* the clusters are settled: the other cells of the matrix are run */
};

static void settle_task(void *context, size_t index, const struct run_outcome *outcome)
{
    struct clustering *c = context;
    struct clustered *clustered = &c->record->clustered;
    const struct refine_task *task = &c->tasks[index];

    clustered->outcomes[task->survivor * c->record->inputs.count + task->input] = *outcome;
    c->done++;
    if (!c->complete)
        refine_outcome(clustered->refine, index, outcome->hash);
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

static int run_tasks(struct clustering *c, struct matrix *matrix, const struct refine_task *tasks,
                     size_t count, struct err *err)
{
    const struct matrix_order order = {.tasks = tasks,
                                       .count = count,
                                       .inputs = &c->record->inputs,
                                       .done = settle_task,
                                       .show = show_clustering,
                                       .context = c};

    c->tasks = tasks;
    return matrix_run(matrix, &order, err);
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
static int refine_clusters_of(struct clustering *c, struct matrix *matrix, size_t top,
                              struct err *err)
{
    struct clustered *out = &c->record->clustered;
    const struct refine_task *tasks;
    size_t count;

    if (refine_new(&out->refine, c->record->survivors.count, out->weights, out->first,
                   c->record->inputs.count, top, err) < 0)
        return -1;
    while (refine_round(out->refine, &tasks, &count), count > 0)
        if (run_tasks(c, matrix, tasks, count, err) < 0)
            return -1;
    out->clusters = refine_clusters(out->refine, &out->count);
    out->cost = refine_cost(out->refine);
    return 0;
}

/* Runs of a survivor that is alone in its cluster settle nothing, but a vote counts them. */
static int complete_matrix(struct clustering *c, struct matrix *matrix, struct err *err)
{
    struct clustered *out = &c->record->clustered;
    size_t inputs = c->record->inputs.count, cells = c->record->survivors.count * inputs, count = 0;
    cleanup_free struct refine_task *tasks = calloc(cells + 1, sizeof *tasks);

    if (!tasks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < cells; i++)
        if (out->outcomes[i].verdict == VERDICT_COUNT)
            tasks[count++] = (struct refine_task){.survivor = i / inputs, .input = i % inputs};
    c->complete = true;
    if (run_tasks(c, matrix, tasks, count, err) < 0)
        return -1;
    out->cost.asked += count;
    out->cost.saved -= count;
    return 0;
}

static int count_votes(struct clustered *out, const struct record *record, struct err *err)
{
    size_t survivors = record->survivors.count, inputs = record->inputs.count;
    cleanup_free struct vote_cell *cells = calloc(survivors * inputs + 1, sizeof *cells);

    out->votes = calloc(survivors + 1, sizeof *out->votes);
    if (!cells || !out->votes)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < survivors * inputs; i++)
        cells[i] = (struct vote_cell){.outcome = out->outcomes[i].hash,
                                      .ended_well = out->outcomes[i].verdict == VERDICT_AC};
    return vote_count(cells, out->weights, survivors, inputs, out->votes, err);
}

int cluster_survivors(struct matrix *matrix, const struct cluster_extent *extent, struct err *err)
{
    struct record *record = matrix->record;
    struct clustering clustering = {.session = matrix->session, .record = record};

    if (clustered_init(&record->clustered, record->survivors.count, record->inputs.count, err) < 0)
        return -1;
    describe_survivors(&record->clustered, record);
    if (refine_clusters_of(&clustering, matrix, extent->top, err) < 0)
        return -1;
    if (!extent->complete)
        return 0;
    return complete_matrix(&clustering, matrix, err) < 0
               ? -1
               : count_votes(&record->clustered, record, err);
}
