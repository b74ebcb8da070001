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
    struct matrix *matrix;
    uint64_t done; /* runs, recalled ones included */
    /*
     * By survivor, where slow ones are left out (SLOW_AFTER): how often it was stopped. It is looked at between rounds,
     * in which a survivor runs once, so that it does not depend on which run ended first. Else NULL.
     */
    unsigned *timeouts;
    const struct refine_task *tasks; /* that run now; */
    const size_t *numbers; /* of each, its number in the round that refine gave, or NULL */
};

static bool is_slow(const struct clustering *c, size_t survivor)
{
    return c->timeouts && c->timeouts[survivor] >= SLOW_AFTER;
}

static void settle_task(void *context, size_t index, const struct run_outcome *outcome)
{
    struct clustering *c = context;
    struct clustered *clustered = &c->record->clustered;
    const struct refine_task *task = &c->tasks[index];

    clustered->outcomes[task->survivor * c->record->inputs.count + task->input] = *outcome;
    c->done++;
    if (c->timeouts)
        c->timeouts[task->survivor] += outcome->verdict == VERDICT_TLE;
    if (c->numbers)
        refine_outcome(clustered->refine, c->numbers[index], outcome->hash);
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

static int run_tasks(struct clustering *c, const struct refine_task *tasks, const size_t *numbers,
                     size_t count, struct err *err)
{
    const struct matrix_order order = {.tasks = tasks,
                                       .count = count,
                                       .inputs = &c->record->inputs,
                                       .done = settle_task,
                                       .show = show_clustering,
                                       .context = c};

    c->tasks = tasks;
    c->numbers = numbers;
    c->record->clustered.cost.asked += count;
    return matrix_run(c->matrix, &order, err);
}

/* A round of refine. Slow survivors do not run: to refine they are too slow here too. */
static int run_round(struct clustering *c, const struct refine_task *tasks, size_t count,
                     struct err *err)
{
    cleanup_free struct refine_task *running = calloc(count + 1, sizeof *running);
    cleanup_free size_t *numbers = calloc(count + 1, sizeof *numbers);
    struct hash128 too_slow = matrix_failure(c->matrix, VERDICT_TLE);
    size_t n = 0;

    if (!running || !numbers)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        if (is_slow(c, tasks[i].survivor)) {
            refine_outcome(c->record->clustered.refine, i, too_slow);
        } else {
            numbers[n] = i;
            running[n++] = tasks[i];
        }
    }
    return run_tasks(c, running, numbers, n, err);
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
    return 0;
}

/* Runs of a survivor that is alone in its cluster settle nothing, but a vote counts them. */
static int complete_matrix(struct clustering *c, struct err *err)
{
    struct clustered *out = &c->record->clustered;
    size_t survivors = c->record->survivors.count, inputs = c->record->inputs.count;
    cleanup_free struct refine_task *tasks = calloc(survivors + 1, sizeof *tasks);

    if (!tasks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < inputs; i++) {
        size_t count = 0;

        for (size_t s = 0; s < survivors; s++)
            if (out->outcomes[s * inputs + i].verdict == VERDICT_COUNT && !is_slow(c, s))
                tasks[count++] = (struct refine_task){.survivor = s, .input = i};
        if (run_tasks(c, tasks, NULL, count, err) < 0)
            return -1;
    }
    return 0;
}

static void fill_ballots(const struct clustered *out, const struct record *record,
                         struct vote_cell *cells, double *stands_for)
{
    for (size_t i = 0; i < record->survivors.count * record->inputs.count; i++)
        cells[i] = (struct vote_cell){.outcome = out->outcomes[i].hash,
                                      .was_run = out->outcomes[i].verdict != VERDICT_COUNT,
                                      .ended_well = out->outcomes[i].verdict == VERDICT_AC};
    for (size_t i = 0; i < record->inputs.count; i++)
        stands_for[i] = record->inputs.list[i].stands_for;
}

/* For the first pick, and for the others. */
static int count_votes(struct clustered *out, const struct record *record, struct err *err)
{
    size_t survivors = record->survivors.count, inputs = record->inputs.count;
    cleanup_free struct vote_cell *cells = calloc(survivors * inputs + 1, sizeof *cells);
    cleanup_free double *stands_for = calloc(inputs + 1, sizeof *stands_for);
    const struct vote_matrix matrix = {cells, stands_for, survivors, inputs};

    out->votes = calloc(survivors + 1, sizeof *out->votes);
    out->later_votes = calloc(survivors + 1, sizeof *out->later_votes);
    out->failures = calloc(survivors + 1, sizeof *out->failures);
    if (!cells || !stands_for || !out->votes || !out->later_votes || !out->failures)
        return err_set(err, ERR_JUDGE, "out of memory");
    fill_ballots(out, record, cells, stands_for);
    for (size_t i = 0; i < survivors * inputs; i++)
        if (cells[i].was_run && !cells[i].ended_well)
            out->failures[i / inputs] += 1 / (double)inputs;
    return votes_for_picks(&matrix, out->clusters, out->count, out->weights, out->votes,
                           out->later_votes, err);
}

/* A program that is too slow for a test does not pass it. */
static int compare_with_tests(const struct matrix *matrix, struct clustered *out, struct err *err)
{
    const struct made_inputs *inputs = &matrix->record->inputs;
    size_t survivors = matrix->record->survivors.count;

    if (inputs->test_count == 0)
        return 0;
    out->passes = calloc(survivors * inputs->test_count + 1, sizeof *out->passes);
    out->test_copies = calloc(inputs->test_count, sizeof *out->test_copies);
    if (!out->passes || !out->test_copies)
        return err_set(err, ERR_JUDGE, "out of memory");
    out->test_count = inputs->test_count;
    for (size_t t = 0; t < inputs->test_count; t++) {
        const struct made_test *test = &inputs->tests[t];
        struct hash128 expected = matrix_expected(matrix, test);

        out->test_copies[t] = test->copies;
        for (size_t s = 0; s < survivors; s++) {
            const struct run_outcome *outcome = &out->outcomes[s * inputs->count + test->input];

            out->passes[s * out->test_count + t] =
                outcome->verdict == VERDICT_AC && hash_equal(outcome->hash, expected);
        }
    }
    return 0;
}

static int complete(struct clustering *c, struct err *err)
{
    struct clustered *out = &c->record->clustered;

    return complete_matrix(c, err) < 0 || count_votes(out, c->record, err) < 0 ||
                   compare_with_tests(c->matrix, out, err) < 0
               ? -1
               : 0;
}

int cluster_survivors(struct matrix *matrix, const struct cluster_extent *extent, struct err *err)
{
    struct record *record = matrix->record;
    cleanup_free unsigned *timeouts = calloc(record->survivors.count + 1, sizeof *timeouts);
    struct clustering clustering = {.session = matrix->session,
                                    .record = record,
                                    .matrix = matrix,
                                    .timeouts = extent->complete ? timeouts : NULL};

    if (!timeouts)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (clustered_init(&record->clustered, record->survivors.count, record->inputs.count, err) < 0)
        return -1;
    describe_survivors(&record->clustered, record);
    if (refine_clusters_of(&clustering, extent->top, err) < 0 ||
        (extent->complete && complete(&clustering, err) < 0))
        return -1;
    record->clustered.cost.full = (uint64_t)record->survivors.count * record->inputs.count;
    record->clustered.cost.saved = record->clustered.cost.full - record->clustered.cost.asked;
    return 0;
}
