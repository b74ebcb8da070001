/* SPDX-License-Identifier: MIT */
#include "stage/inputs/search.h"
#include "select/choose_inputs.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
    PANEL = 64, /* survivors that run the proposals: of more survivors, so many evenly spaced */
    BATCH = 10,
    PROPOSED_MOST = 4, /* times the inputs that are wanted: of more hardly any tells more apart */
};

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

size_t search_proposals(const struct record *record)
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
    struct refine_task *tasks; /* of the batch */
    size_t *cells;             /* by task: its place in `outcomes` */
    size_t panel, done;
};

static void take_outcome(void *context, size_t index, const struct run_outcome *outcome)
{
    struct search *search = context;
    size_t cell = search->cells[index];

    search->outcomes[cell] = outcome->hash;
    search->timeouts[cell % search->panel] += outcome->verdict == VERDICT_TLE;
    search->done++;
}

static void show_search(void *context)
{
    struct search *search = context;
    size_t all = search->panel * search->inputs->count;

    progress_show(&search->matrix->session->progress, "inputs", search->done,
                  progress_fraction(search->done, all), "%zu of at most %zu runs", search->done,
                  all);
}

static void search_release(struct search *search)
{
    free(search->outcomes);
    free(search->weights);
    free(search->timeouts);
    free(search->tasks);
    free(search->cells);
}

static int search_init(struct search *search, struct matrix *matrix, struct made_inputs *inputs,
                       struct err *err)
{
    const struct record *record = matrix->record;
    size_t panel = panel_size(record);

    *search = (struct search){.matrix = matrix, .inputs = inputs, .panel = panel};
    search->outcomes = calloc(panel * inputs->count + 1, sizeof *search->outcomes);
    search->weights = calloc(panel + 1, sizeof *search->weights);
    search->timeouts = calloc(panel + 1, sizeof *search->timeouts);
    search->tasks = calloc(panel * BATCH + 1, sizeof *search->tasks);
    search->cells = calloc(panel * BATCH + 1, sizeof *search->cells);
    if (!search->outcomes || !search->weights || !search->timeouts || !search->tasks ||
        !search->cells)
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

/* Batches begin small, so that slow members are soon known. */
static int run_panel(struct search *search, struct err *err)
{
    size_t count = 1;

    for (size_t first = 0; first < search->inputs->count; first += count) {
        size_t left = search->inputs->count - first;

        count = first < SLOW_AFTER ? 1 : BATCH;
        count = count < left ? count : left;
        if (run_batch(search, first, count, err) < 0)
            return -1;
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

/* Chooses among what the panel has run. */
static int keep_telling(struct search *search, size_t wanted, struct err *err)
{
    const struct input_outcomes outcomes = {.inputs = search->inputs->count,
                                            .outcomes = search->outcomes,
                                            .weights = search->weights,
                                            .programs = search->panel};
    struct chosen_input *chosen;
    size_t count;
    int rc;

    if (choose_inputs(&outcomes, wanted, &chosen, &count, err) < 0)
        return -1;
    rc = keep(search->inputs, chosen, count, err);
    free(chosen);
    return rc;
}

int search_inputs(struct matrix *matrix, struct made_inputs *inputs, size_t wanted, struct err *err)
{
    cleanup_with(search_release) struct search search = {0};

    if (inputs->count <= wanted)
        return 0;
    if (search_init(&search, matrix, inputs, err) < 0 || run_panel(&search, err) < 0)
        return -1;
    return keep_telling(&search, wanted, err);
}
