/* SPDX-License-Identifier: MIT */
#include "stage/search.h"
#include "select/choose_inputs.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

enum {
    PANEL = 64, /* survivors that run the proposals: of more survivors, so many evenly spaced */
    PROBES = 8, /* of them, that run a proposal first */
    SLOW_SHARE = 4,
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

/*
 * A few members run a proposal first. One that keeps two of them, and a quarter, busy until they are stopped would
 * cost the panel seconds, and tells little: it is kept only where there are not enough others.
 */
struct search {
    struct matrix *matrix;
    struct made_inputs *inputs;
    struct hash128 *outcomes; /* by input, then member of the panel */
    uint64_t *weights;        /* by member */
    unsigned *timeouts;       /* by input: of the members that ran it first */
    struct refine_task *tasks;
    size_t *cells; /* by task: its place in `outcomes` */
    size_t task_count;
    size_t panel, probes, done;
    bool probing;
};

static bool is_probe(const struct search *search, size_t member)
{
    return member % (search->panel / search->probes) == 0 &&
           member / (search->panel / search->probes) < search->probes;
}

static bool is_slow(const struct search *search, size_t input)
{
    return search->timeouts[input] > 1 && search->timeouts[input] * SLOW_SHARE >= search->probes;
}

static void take_outcome(void *context, size_t index, const struct run_outcome *outcome)
{
    struct search *search = context;

    search->outcomes[search->cells[index]] = outcome->hash;
    search->timeouts[search->tasks[index].input] +=
        search->probing && outcome->verdict == VERDICT_TLE;
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
    size_t panel = panel_size(record), cells = panel * inputs->count;

    *search = (struct search){.matrix = matrix,
                              .inputs = inputs,
                              .panel = panel,
                              .probes = panel < PROBES ? panel : PROBES};
    search->outcomes = calloc(cells + 1, sizeof *search->outcomes);
    search->weights = calloc(panel + 1, sizeof *search->weights);
    search->timeouts = calloc(inputs->count + 1, sizeof *search->timeouts);
    search->tasks = calloc(cells + 1, sizeof *search->tasks);
    search->cells = calloc(cells + 1, sizeof *search->cells);
    if (!search->outcomes || !search->weights || !search->timeouts || !search->tasks ||
        !search->cells)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t m = 0; m < panel; m++)
        search->weights[m] = record_survivor_program(record, panel_member(record, m))->copies;
    return 0;
}

/* The probes, or the other members, run the inputs that are not slow. */
static int run_members(struct search *search, bool probes, struct err *err)
{
    struct matrix_order order = {.tasks = search->tasks,
                                 .inputs = search->inputs,
                                 .remember = true,
                                 .done = take_outcome,
                                 .show = show_search,
                                 .context = search};

    search->probing = probes;
    for (size_t i = 0; i < search->inputs->count; i++) {
        if (is_slow(search, i))
            continue;
        for (size_t m = 0; m < search->panel; m++) {
            if (is_probe(search, m) != probes)
                continue;
            search->cells[order.count] = i * search->panel + m;
            search->tasks[order.count++] =
                (struct refine_task){panel_member(search->matrix->record, m), i};
        }
    }
    search->inputs->search_runs += order.count;
    return matrix_run(search->matrix, &order, err);
}

/* Moves the inputs that are not slow, and their outcomes, to the front; gives how many there are. */
static size_t sort_out_slow(struct search *search)
{
    size_t count = 0, row = search->panel * sizeof *search->outcomes;

    for (size_t i = 0; i < search->inputs->count; i++) {
        struct made_input input = search->inputs->list[i];

        if (is_slow(search, i))
            continue;
        memmove(&search->outcomes[count * search->panel], &search->outcomes[i * search->panel],
                row);
        search->inputs->list[i] = search->inputs->list[count];
        search->inputs->list[count++] = input;
    }
    return count;
}

/* Moves the chosen inputs to the front, in their order, and as many others as are wanted; releases the rest. */
static int keep(struct made_inputs *inputs, const struct chosen_input *chosen, size_t count,
                size_t wanted, struct err *err)
{
    struct made_input *kept = calloc(inputs->count + 1, sizeof *kept);
    size_t n = 0;

    if (!kept)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (; n < count; n++) {
        struct made_input *input = &inputs->list[chosen[n].input];

        kept[n] = *input;
        kept[n].doubtful = chosen[n].doubtful;
        *input = (struct made_input){.fd = -1};
    }
    for (size_t i = 0; i < inputs->count; i++) {
        struct made_input *input = &inputs->list[i];

        if (input->origin && n < wanted) {
            kept[n] = *input;
            kept[n++].doubtful = true;
        } else {
            made_input_release(input);
        }
    }
    free(inputs->list);
    inputs->list = kept;
    inputs->count = n;
    return 0;
}

int search_inputs(struct matrix *matrix, struct made_inputs *inputs, size_t wanted, struct err *err)
{
    cleanup_with(search_release) struct search search = {0};
    cleanup_free struct chosen_input *chosen = NULL;
    size_t count;

    if (inputs->count <= wanted)
        return 0;
    if (search_init(&search, matrix, inputs, err) < 0 || run_members(&search, true, err) < 0 ||
        run_members(&search, false, err) < 0)
        return -1;
    const struct input_outcomes outcomes = {.inputs = sort_out_slow(&search),
                                            .outcomes = search.outcomes,
                                            .weights = search.weights,
                                            .programs = search.panel};

    return choose_inputs(&outcomes, wanted, &chosen, &count, err) < 0
               ? -1
               : keep(inputs, chosen, count, wanted, err);
}
