/* SPDX-License-Identifier: MIT */
#include "eval/generated/selection.h"
#include "select/refine.h"
#include "select/trial.h"
#include "select/vote.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 100 };

static const enum select_rule rules[SELECTION_RULES] = {SELECT_CODET, SELECT_B4, SELECT_MAXPASS,
                                                        SELECT_VOTE, SELECT_CLUSTER};

/* The programs of a task, and what they did on its tests. By program, unless it says otherwise. */
struct field {
    const struct generated_tests *tests;
    size_t count;
    uint64_t *weights, *first;
    bool *right;
    const char **rows; /* or NULL: it did not come so far */
    bool *passes;      /* by program, then test */
    struct vote_cell *cells;
    double *votes, *later_votes;
    struct refine *refine; /* holds the clusters: programs that do the same on all tests */
    const struct cluster *clusters;
    size_t cluster_count;
};

static void field_release(struct field *f)
{
    free(f->weights);
    free(f->first);
    free(f->right);
    free(f->rows);
    free(f->passes);
    free(f->cells);
    free(f->votes);
    free(f->later_votes);
    refine_free(f->refine);
    memset(f, 0, sizeof *f);
}

static bool field_allocate(struct field *f, size_t programs)
{
    size_t room = programs + 1, cells = programs * f->tests->count + 1;

    if (room == 0 || cells == 0)
        return false;

    f->weights = calloc(room, sizeof *f->weights);
    f->first = calloc(room, sizeof *f->first);
    f->right = calloc(room, sizeof *f->right);
    f->rows = calloc(room, sizeof *f->rows);
    f->passes = calloc(cells, sizeof *f->passes);
    f->cells = calloc(cells, sizeof *f->cells);
    f->votes = calloc(room, sizeof *f->votes);
    f->later_votes = calloc(room, sizeof *f->later_votes);
    return f->weights && f->first && f->right && f->rows && f->passes && f->cells && f->votes &&
           f->later_votes;
}

/* ---- programs */

/* All samples of the evaluation, sorted into programs of tasks. */
struct fields {
    const struct evaluation *evaluation;
    uint64_t *copies, *first; /* by outcome, of the own samples */
};

static int count_copies(struct fields *all, struct err *err)
{
    const struct evaluation *e = all->evaluation;

    all->copies = calloc(e->outcome_count + 1, sizeof *all->copies);
    all->first = calloc(e->outcome_count + 1, sizeof *all->first);
    if (!all->copies || !all->first)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < e->own.samples; i++)
        if (e->outcome_of[i] != NO_OUTCOME && all->copies[e->outcome_of[i]]++ == 0)
            all->first[e->outcome_of[i]] = i;
    return 0;
}

static void fill_cells(struct field *f, size_t program)
{
    const char *row = f->rows[program];

    for (size_t t = 0; t < f->tests->count; t++) {
        size_t at = program * f->tests->count + t;
        const char *cell = row ? row + t * GENERATED_CELL : "x";

        f->passes[at] = cell[0] == 'p';
        f->cells[at] = (struct vote_cell){
            .was_run = true,
            .ended_well = cell[0] != 'x',
            .outcome = hash_bytes(cell + 1, cell[0] == 'x' ? 0 : GENERATED_CELL - 1)};
    }
}

static void add_program(struct field *f, const struct fields *all, size_t outcome)
{
    const struct generated *g = all->evaluation->generated;
    size_t program = f->count++;

    f->weights[program] = all->copies[outcome];
    f->first[program] = all->first[outcome];
    f->right[program] = all->evaluation->outcomes[outcome].noted.verdict == VERDICT_AC;
    f->rows[program] = outcome < g->row_count ? g->rows[outcome] : NULL;
    fill_cells(f, program);
}

/* ---- clusters and votes */

static int find_clusters(struct field *f, struct err *err)
{
    const struct refine_task *tasks;
    size_t count;

    if (refine_new(&f->refine, f->count, f->weights, f->first, f->tests->count, SIZE_MAX, err) < 0)
        return -1;
    while (refine_round(f->refine, &tasks, &count), count > 0)
        for (size_t i = 0; i < count; i++)
            refine_outcome(f->refine, i,
                           f->cells[tasks[i].survivor * f->tests->count + tasks[i].input].outcome);
    f->clusters = refine_clusters(f->refine, &f->cluster_count);
    return 0;
}

static int count_votes(struct field *f, struct err *err)
{
    const struct vote_matrix matrix = {
        .cells = f->cells, .survivors = f->count, .inputs = f->tests->count};

    return votes_for_picks(&matrix, f->clusters, f->cluster_count, f->weights, f->votes,
                           f->later_votes, err);
}

static int make_field(struct field *f, const struct fields *all, size_t task, struct err *err)
{
    const struct evaluation *e = all->evaluation;
    const struct task *own = &e->attempts.suite->tasks[task];

    f->tests = &e->generated->of[task];
    if (!field_allocate(f, own->samples))
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < e->outcome_count; i++)
        if (e->outcomes[i].task == own && all->copies[i] > 0)
            add_program(f, all, i);
    return find_clusters(f, err) < 0 ? -1 : count_votes(f, err);
}

/* ---- choices */

static struct select_pool pool_of(const struct field *f)
{
    return (struct select_pool){.clusters = f->clusters,
                                .cluster_count = f->cluster_count,
                                .weights = f->weights,
                                .first = f->first,
                                .votes = f->votes,
                                .later_votes = f->later_votes,
                                .agreement = {f->passes, f->tests->copies, f->tests->count}};
}

struct values {
    double *list; /* by rule, then k, then task that has samples */
    size_t tasks, k_count;
};

static int try_task(const struct fields *all, size_t task, size_t number, const unsigned *ks,
                    struct values *values, struct err *err)
{
    cleanup_with(field_release) struct field f = {0};
    struct select_trial trial = {.seed = all->evaluation->attempts.settings->seed,
                                 .seeds = SEEDS,
                                 .ks = ks,
                                 .k_count = values->k_count};
    struct select_pool pool;

    if (make_field(&f, all, task, err) < 0)
        return -1;
    pool = pool_of(&f);
    trial.right = f.right;
    for (size_t r = 0; r < SELECTION_RULES; r++) {
        double solved[ESTIMATES_MAX];

        if (select_solves(&pool, rules[r], &trial, solved, err) < 0)
            return -1;
        for (size_t k = 0; k < values->k_count; k++)
            values->list[(r * values->k_count + k) * values->tasks + number] = solved[k];
    }
    return 0;
}

static int try_tasks(const struct fields *all, const unsigned *ks, struct values *values,
                     struct err *err)
{
    const struct suite *suite = all->evaluation->attempts.suite;
    size_t number = 0;

    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0 && try_task(all, i, number++, ks, values, err) < 0)
            return -1;
    return 0;
}

static void count_tasks(const struct suite *suite, struct values *values, size_t *least)
{
    *least = SIZE_MAX;
    for (size_t i = 0; i < suite->count; i++) {
        if (suite->tasks[i].samples == 0)
            continue;
        values->tasks++;
        if (suite->tasks[i].samples < *least)
            *least = suite->tasks[i].samples;
    }
}

static int estimate_all(const struct values *values, const unsigned *ks, size_t least,
                        uint64_t seed, struct named_estimate *out, size_t *count, struct err *err)
{
    for (size_t r = 0; r < SELECTION_RULES; r++)
        for (size_t k = 0; k < values->k_count; k++) {
            const double *list = values->list + (r * values->k_count + k) * values->tasks;

            if (ks[k] > least)
                continue;
            snprintf(out[*count].name, sizeof out->name, "%s@%u", select_rule_name(rules[r]),
                     ks[k]);
            if (!estimate_of_values(list, values->tasks, seed, &out[(*count)++].estimate))
                return err_set(err, ERR_JUDGE, "out of memory");
        }
    return 0;
}

int selection_estimate(const struct evaluation *evaluation, const unsigned *ks, size_t k_count,
                       struct named_estimate *out, size_t *count, struct err *err)
{
    struct fields all = {.evaluation = evaluation};
    struct values values = {.k_count = k_count < ESTIMATES_MAX ? k_count : ESTIMATES_MAX};
    size_t least;
    int rc;

    *count = 0;
    count_tasks(evaluation->attempts.suite, &values, &least);
    values.list = calloc(SELECTION_RULES * values.k_count * values.tasks + 1, sizeof *values.list);
    rc = values.list ? count_copies(&all, err) : err_set(err, ERR_JUDGE, "out of memory");
    if (rc == 0)
        rc = try_tasks(&all, ks, &values, err);
    if (rc == 0)
        rc = estimate_all(&values, ks, least, evaluation->attempts.settings->seed, out, count, err);
    free(all.copies);
    free(all.first);
    free(values.list);
    return rc;
}
