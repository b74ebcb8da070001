/* SPDX-License-Identifier: MIT */
#include "stage/inputs/search.h"
#include "select/choose_inputs.h"
#include "stage/inputs/inputs.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    PANEL = 64, /* survivors that run the proposals: of more survivors, so many evenly spaced */
    BATCH = 10,
    PROPOSED_MOST = 4, /* times the inputs that are wanted: of more hardly any tells more apart */
};

/*
 * For how many a bred input counts in votes. It is no fair sample: its parent was chosen by whom it tells apart. From
 * 0.001 to 0.25 the figures are the same, with 1 they are worse (inputs/README.md).
 */
static const double BRED_COUNTS = 0.1;

size_t search_files(const struct settings *settings)
{
    return settings->inputs_dir || settings->input_budget == 0
               ? 0
               : (size_t)(PROPOSED_MOST - 1) * settings->inputs;
}

static size_t panel_size(const struct record *record)
{
    return record->survivors.count < PANEL ? record->survivors.count : PANEL;
}

static size_t panel_member(const struct record *record, size_t number)
{
    return number * record->survivors.count / panel_size(record);
}

/* How many inputs to propose. */
static size_t proposals_of(const struct record *record)
{
    size_t wanted = record->settings->inputs, most = search_files(record->settings);
    uint64_t budget = record->settings->input_budget, more;

    if (record->survivors.count < 2)
        return wanted;
    if (budget == INPUT_BUDGET_DEFAULT)
        budget = (uint64_t)record->survivors.count * wanted;
    more = budget / panel_size(record);
    return wanted + (more < most ? (size_t)more : most);
}

int search_dictionary(struct record *record, struct dictionary **out, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_DOCUMENT);

    if (dictionary_new(out, err) < 0)
        return -1;
    for (size_t i = 0; i < record->survivors.count; i++) {
        const struct language *language = record->survivors.list[i].language;

        if (survivors_source(&record->survivors, i, &source, err) < 0 ||
            dictionary_read(*out, language->hash_comments ? LITERALS_SCRIPT : LITERALS_C,
                            buf_str(&source), source.len, err) < 0)
            return -1;
    }
    return dictionary_settle(*out, err);
}

/*
 * A member that was stopped at the time limit SLOW_AFTER times runs no more proposals: it would cost seconds
 * and tell little. This is looked at between batches, so that it does not depend on which run ended first.
 */
struct search {
    struct matrix *matrix;
    struct made_inputs *inputs;
    struct hash128 *outcomes;  /* by input, then member of the panel; zero: not run */
    uint64_t *weights;         /* by member */
    unsigned *timeouts;        /* by member */
    bool *fails;               /* by input: a member failed on it */
    struct refine_task *tasks; /* of the batch */
    size_t *cells;             /* by task: its place in `outcomes` */
    size_t panel, done;
    size_t room; /* for so many inputs */
    size_t ran;  /* so many inputs have been run */
};

static void take_outcome(void *context, size_t index, const struct run_outcome *outcome)
{
    struct search *search = context;
    size_t cell = search->cells[index];

    search->outcomes[cell] = outcome->hash;
    search->timeouts[cell % search->panel] += outcome->verdict == VERDICT_TLE;
    search->fails[cell / search->panel] |= outcome->verdict != VERDICT_AC;
    search->done++;
}

static void show_search(void *context)
{
    struct search *search = context;
    size_t all = search->panel * search->room;

    progress_show(&search->matrix->session->progress, "inputs", search->done,
                  progress_fraction(search->done, all), "%zu of at most %zu runs", search->done,
                  all);
}

static void search_release(struct search *search)
{
    free(search->outcomes);
    free(search->weights);
    free(search->timeouts);
    free(search->fails);
    free(search->tasks);
    free(search->cells);
}

static int search_init(struct search *search, struct matrix *matrix, struct made_inputs *inputs,
                       struct err *err)
{
    const struct record *record = matrix->record;
    size_t panel = panel_size(record);

    *search = (struct search){
        .matrix = matrix, .inputs = inputs, .panel = panel, .room = proposals_of(record)};
    search->outcomes = calloc(panel * search->room + 1, sizeof *search->outcomes);
    search->weights = calloc(panel + 1, sizeof *search->weights);
    search->timeouts = calloc(panel + 1, sizeof *search->timeouts);
    search->fails = calloc(search->room + 1, sizeof *search->fails);
    search->tasks = calloc(panel * BATCH + 1, sizeof *search->tasks);
    search->cells = calloc(panel * BATCH + 1, sizeof *search->cells);
    if (!search->outcomes || !search->weights || !search->timeouts || !search->fails ||
        !search->tasks || !search->cells)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t m = 0; m < panel; m++)
        search->weights[m] = record_survivor_program(record, panel_member(record, m))->copies;
    return 0;
}

/* The members that are not slow run the inputs from `first` on. */
static int run_batch(struct search *search, size_t first, size_t count, struct err *err)
{
    struct matrix_order order = {.tasks = search->tasks,
                                 .inputs = search->inputs,
                                 .remember = true,
                                 .done = take_outcome,
                                 .show = show_search,
                                 .context = search};

    for (size_t i = first; i < first + count; i++)
        for (size_t m = 0; m < search->panel; m++) {
            if (search->timeouts[m] >= SLOW_AFTER)
                continue;
            search->cells[order.count] = i * search->panel + m;
            search->tasks[order.count++] =
                (struct refine_task){panel_member(search->matrix->record, m), i};
        }
    search->inputs->search_runs += order.count;
    return matrix_run(search->matrix, &order, err);
}

/* All inputs that were not run yet. Batches begin small, so that slow members are soon known. */
static int run_panel(struct search *search, struct err *err)
{
    while (search->ran < search->inputs->count) {
        size_t left = search->inputs->count - search->ran;
        size_t count = search->ran < SLOW_AFTER ? 1 : BATCH;

        count = count < left ? count : left;
        if (run_batch(search, search->ran, count, err) < 0)
            return -1;
        search->ran += count;
    }
    return 0;
}

static int keep(struct made_inputs *inputs, const struct chosen_input *chosen, size_t count,
                struct err *err)
{
    struct made_input *kept = calloc(count + 1, sizeof *kept);

    if (!kept)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        struct made_input *input = &inputs->list[chosen[i].input];

        kept[i] = *input;
        kept[i].doubtful = chosen[i].doubtful;
        kept[i].stands_for = chosen[i].stands_for;
        *input = (struct made_input){.fd = -1};
    }
    for (size_t i = 0; i < inputs->count; i++)
        made_input_release(&inputs->list[i]);
    free(inputs->list);
    inputs->list = kept;
    inputs->count = count;
    return 0;
}

/* Chooses `wanted` of the inputs that the panel has run. */
static int choose(const struct search *search, size_t wanted, struct chosen_input **chosen,
                  size_t *count, struct err *err)
{
    cleanup_free double *counts = calloc(search->ran + 1, sizeof *counts);
    const struct input_outcomes outcomes = {.inputs = search->ran,
                                            .outcomes = search->outcomes,
                                            .weights = search->weights,
                                            .counts = counts,
                                            .programs = search->panel};

    if (!counts)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < search->ran; i++)
        counts[i] = search->inputs->list[i].bred ? BRED_COUNTS : 1;
    return choose_inputs(&outcomes, wanted, chosen, count, err);
}

/*
 * Those that tell members of the panel apart, while none fails: what is bred of an input that is too large for some would
 * be larger still, and each run cost its limits.
 */
static int choose_parents(void *context, size_t *parents, size_t *count, struct err *err)
{
    struct search *search = context;
    cleanup_free struct chosen_input *chosen = NULL;
    size_t chosen_count;

    if (run_panel(search, err) < 0 || choose(search, search->ran, &chosen, &chosen_count, err) < 0)
        return -1;
    *count = 0;
    for (size_t i = 0; i < chosen_count; i++)
        if (chosen[i].tells && !search->fails[chosen[i].input])
            parents[(*count)++] = chosen[i].input;
    return 0;
}

static int keep_telling(struct search *search, size_t wanted, struct err *err)
{
    cleanup_free struct chosen_input *chosen = NULL;
    size_t count;

    if (search->inputs->count <= wanted)
        return 0;
    if (run_panel(search, err) < 0 || choose(search, wanted, &chosen, &count, err) < 0)
        return -1;
    return keep(search->inputs, chosen, count, err);
}

int search_inputs(struct matrix *matrix, struct made_inputs *inputs,
                  const struct dictionary *dictionary, struct err *err)
{
    cleanup_with(search_release) struct search search = {0};
    size_t wanted = matrix->record->settings->inputs, most = proposals_of(matrix->record);
    struct inputs_plan plan = {.wanted = most, .dictionary = dictionary};

    if (most <= wanted)
        return inputs_make(inputs, matrix->session, &plan, err);
    if (search_init(&search, matrix, inputs, err) < 0)
        return -1;
    plan.first = most / 2;
    plan.choose_parents = choose_parents;
    plan.context = &search;
    return inputs_make(inputs, matrix->session, &plan, err) < 0
               ? -1
               : keep_telling(&search, wanted, err);
}
