/* SPDX-License-Identifier: MIT */
#include "stage/search.h"
#include "select/choose_inputs.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <unistd.h>

enum {
    PANEL = 64, /* survivors that run all proposals: of more survivors, so many evenly spaced */

};

static size_t panel_size(const struct record *record)
{
    return record->survivors.count < PANEL ? record->survivors.count : PANEL;
}

static size_t panel_member(const struct record *record, size_t number)
{
    return number * record->survivors.count / panel_size(record);
}

size_t search_proposals(const struct record *record, size_t wanted)
{
    uint64_t budget = record->settings->input_budget, more;

    if (record->survivors.count < 2 || wanted == 0)
        return wanted;
    if (budget == INPUT_BUDGET_DEFAULT)
        budget = (uint64_t)record->survivors.count * wanted;
    more = budget / panel_size(record);
    return wanted +
           (more < (PROPOSED_MOST - 1) * wanted ? (size_t)more : (PROPOSED_MOST - 1) * wanted);
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

struct search {
    struct matrix *matrix;
    struct hash128 *outcomes; /* by input, then member of the panel */
    uint64_t *weights;        /* by member */
    struct refine_task *tasks;
    size_t panel, inputs, done;
};

static void take_outcome(void *context, size_t index, const struct run_outcome *outcome)
{
    struct search *search = context;

    search->outcomes[index] = outcome->hash;
    search->done++;
}

static void show_search(void *context)
{
    struct search *search = context;
    size_t all = search->panel * search->inputs;

    progress_show(&search->matrix->session->progress, "inputs", search->done,
                  progress_fraction(search->done, all), "%zu of %zu runs", search->done, all);
}

static void search_release(struct search *search)
{
    free(search->outcomes);
    free(search->weights);
    free(search->tasks);
}

static int search_init(struct search *search, struct matrix *matrix, size_t inputs, struct err *err)
{
    const struct record *record = matrix->record;
    size_t panel = panel_size(record), cells = panel * inputs;

    *search = (struct search){.matrix = matrix, .panel = panel, .inputs = inputs};
    search->outcomes = calloc(cells + 1, sizeof *search->outcomes);
    search->weights = calloc(panel + 1, sizeof *search->weights);
    search->tasks = calloc(cells + 1, sizeof *search->tasks);
    if (!search->outcomes || !search->weights || !search->tasks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t m = 0; m < panel; m++)
        search->weights[m] = record_survivor_program(record, panel_member(record, m))->copies;
    for (size_t i = 0; i < cells; i++)
        search->tasks[i] =
            (struct refine_task){.survivor = panel_member(record, i % panel), .input = i / panel};
    return 0;
}

static void keep_chosen(struct made_inputs *inputs, const struct chosen_input *chosen, size_t count,
                        struct made_input *kept)
{
    for (size_t i = 0; i < count; i++) {
        struct made_input *input = &inputs->list[chosen[i].input];

        kept[i] = *input;
        kept[i].doubtful = chosen[i].doubtful;
        *input = (struct made_input){.fd = -1};
    }
    for (size_t i = 0; i < inputs->count; i++)
        made_input_release(&inputs->list[i]);
    free(inputs->list);
    inputs->list = kept;
    inputs->count = count;
}

int search_inputs(struct matrix *matrix, struct made_inputs *inputs, size_t wanted, struct err *err)
{
    cleanup_with(search_release) struct search search = {0};
    cleanup_free struct chosen_input *chosen = NULL;
    struct made_input *kept;
    size_t count;

    inputs->proposed = inputs->count;
    if (inputs->count <= wanted)
        return 0;
    if (search_init(&search, matrix, inputs->count, err) < 0)
        return -1;
    const struct matrix_order order = {.tasks = search.tasks,
                                       .count = search.panel * search.inputs,
                                       .inputs = inputs,
                                       .remember = true,
                                       .done = take_outcome,
                                       .show = show_search,
                                       .context = &search};
    const struct input_outcomes outcomes = {.outcomes = search.outcomes,
                                            .weights = search.weights,
                                            .inputs = search.inputs,
                                            .programs = search.panel};

    if (matrix_run(matrix, &order, err) < 0 ||
        choose_inputs(&outcomes, wanted, &chosen, &count, err) < 0)
        return -1;
    kept = calloc(count + 1, sizeof *kept);
    if (!kept)
        return err_set(err, ERR_JUDGE, "out of memory");
    inputs->search_runs = search.panel * search.inputs;
    keep_chosen(inputs, chosen, count, kept);
    return 0;
}
