/* SPDX-License-Identifier: MIT */
#include "stage/inputs/inputs.h"
#include "base/file.h"
#include "base/rng.h"
#include "ctd/ctd.h"
#include "stage/examples.h"
#include "stage/inputs/given_inputs.h"
#include "stage/inputs/proposals.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <string.h>

enum {
    LARGEST_INPUT = 1 << 20,  /* larger ones would slow every survivor's run */
    PROPOSALS_PER_INPUT = 40, /* give up after so many: few are valid, or few are distinct */
    FAILURES_IN_A_ROW = 3,    /* a generator is not asked any more after so many, */
    REPEATS_IN_A_ROW = 20,    /* or so many outputs that were seen before */
    LESSON = 20,              /* proposals, after which the mutator hears what the validators say */
    GENERATOR_SECONDS = 10,   /* no useful input of 1 MiB takes longer to make */
};

static void retire_generator(struct input_maker *maker, struct tool *tool, const char *why,
                             const char *trouble)
{
    tool->is_retired = true;
    progress_end(&maker->session->progress);
    remark(maker->session->settings->remarks, "generators/%s: not asked any more: %s%s", tool->name,
           why, trouble);
}

/* A generator that keeps failing or repeating itself is retired: to ask on would only take time. */
static int take_generated(struct input_maker *maker, struct tool_run *run, struct err *err)
{
    struct tool *tool = run->tool;
    size_t before = maker->batch_count;
    char origin[160];

    if (tool->is_retired) /* by an earlier run of the batch */
        return 0;
    if (run->exit_code == 0 && run->output.len == 0)
        snprintf(run->trouble, sizeof run->trouble, "it printed nothing");
    if (run->exit_code != 0 || run->output.len == 0) {
        tool->failed++;
        if (run->is_over_time)
            retire_generator(maker, tool, "", run->trouble);
        else if (tool->failed == FAILURES_IN_A_ROW)
            retire_generator(maker, tool, "it failed three times in a row: ", run->trouble);
        return 0;
    }
    tool->failed = 0;
    snprintf(origin, sizeof origin, "generator %.100s %s", tool->name, run->seed);
    if (propose(maker, &run->output, origin, err) < 0)
        return -1;
    tool->repeated = maker->batch_count > before ? 0 : tool->repeated + 1;
    if (tool->repeated == REPEATS_IN_A_ROW)
        retire_generator(maker, tool, "its outputs are the same again and again", "");
    return 0;
}

/* One input of each generator in turn, each run with a seed of its own as its one argument. */
static int generator_batch(struct input_maker *maker, struct toolset *generators, size_t from,
                           size_t count, int empty_fd, struct err *err)
{
    cleanup_free struct tool_run *runs = calloc(count + 1, sizeof *runs);
    size_t n = 0;
    int rc;

    if (!runs)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = from; i < from + count; i++) {
        struct tool *tool = &generators->list[i % generators->count];
        struct rng rng;

        if (tool->is_retired)
            continue;
        rng_init(&rng, maker->session->settings->seed, i);
        runs[n] = (struct tool_run){.tool = tool,
                                    .input_fd = empty_fd,
                                    .keep = true,
                                    .time_limit = GENERATOR_SECONDS * NSEC_PER_SEC,
                                    .output = BUF_INIT(LARGEST_INPUT)};
        snprintf(runs[n++].seed, sizeof runs->seed, "%u", (unsigned)(rng_next(&rng) >> 33));
    }
    rc = toolset_run(maker->session, runs, n, err);
    for (size_t i = 0; i < n; i++) {
        if (rc == 0)
            rc = take_generated(maker, &runs[i], err);
        buf_release(&runs[i].output);
    }
    return rc < 0 ? -1 : end_batch(maker, err);
}

static bool any_left(const struct toolset *generators)
{
    for (size_t i = 0; i < generators->count; i++) {
        if (!generators->list[i].is_retired)
            return true;
    }
    return false;
}

/* Batches begin small and grow, so that generators that fail are noticed before they are run often. */
static int from_generators(struct input_maker *maker, struct err *err)
{
    const struct problem *problem = maker->session->problem;
    cleanup_with(toolset_release) struct toolset generators = {0};
    cleanup_fd int empty = file_memfd("empty", "", 0, err);
    size_t tried = 0;

    if (empty < 0 || toolset_build(&generators, maker->session, problem->generators,
                                   problem->generator_count, err) < 0)
        return -1;
    while (any_left(&generators) && maker->out->count < maker->wanted &&
           tried < maker->wanted * PROPOSALS_PER_INPUT) {
        size_t n = maker->wanted - maker->out->count, most = tried + generators.count;
        size_t before = maker->out->count;

        if (n > most)
            n = most;
        if (generator_batch(maker, &generators, tried, n, empty, err) < 0)
            return -1;
        tried += n;
        if (maker->out->count == before && tried >= 4 * maker->wanted) {
            remark(maker->session->settings->remarks,
                   "generators: not asked any more: nothing new and valid in the last of %zu runs",
                   tried);
            break;
        }
    }
    return 0;
}

/* Where proposals come from that cost no run: writes proposal `number`, and where it is from. */
typedef int next_proposal(void *source, size_t number, struct buf *bytes, char origin[160],
                          struct err *err);

/* Asks the source until there are `enough` inputs, or it has been asked too often. */
static int propose_batches(struct input_maker *maker, size_t enough, next_proposal *next,
                           void *source, struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(LARGEST_INPUT);
    size_t tried = 0;

    while (maker->out->count < enough && tried < enough * PROPOSALS_PER_INPUT) {
        size_t n = enough - maker->out->count;

        if (maker->pupil && n > LESSON)
            n = LESSON;
        for (size_t i = 0; i < n; i++, tried++) {
            char origin[160];

            if (next(source, tried, &bytes, origin, err) < 0 ||
                propose(maker, &bytes, origin, err) < 0)
                return -1;
        }
        if (end_batch(maker, err) < 0)
            return -1;
    }
    return 0;
}

static int next_mutation(void *source, size_t number, struct buf *bytes, char origin[160],
                         struct err *err)
{
    snprintf(origin, 160, "mutation %zu", number);
    return mutator_next(source, bytes, err);
}

struct grammar_source {
    struct input_maker *maker;
    struct tool *tool;
};

static int next_drawn(void *source, size_t number, struct buf *bytes, char origin[160],
                      struct err *err)
{
    const struct grammar_source *from = source;
    struct rng rng;

    rng_init(&rng, from->maker->session->settings->seed, number);
    snprintf(origin, 160, "grammar %.100s %zu", from->tool->name, number);
    return ctd_draw(from->tool->grammar, rng_next(&rng), bytes, err);
}

/*
 * A package without generators may have a grammar: half of the inputs are drawn from it, and mutation
 * makes the others. A grammar that no input was found for is one that is not drawn from.
 */
static int from_grammars(struct input_maker *maker, struct err *err)
{
    struct grammar_source source = {.maker = maker};
    struct err trouble = {0};

    for (size_t i = 0; i < maker->validators.count && !source.tool; i++)
        if (maker->validators.list[i].grammar)
            source.tool = &maker->validators.list[i];
    if (!source.tool || maker->session->problem->generator_count > 0 ||
        propose_batches(maker, (maker->wanted + 1) / 2, next_drawn, &source, &trouble) == 0)
        return 0;
    if (trouble.kind != ERR_INPUT)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    progress_end(&maker->session->progress);
    remark(maker->session->settings->remarks, "%s: no inputs are drawn from it: %s",
           source.tool->name, trouble.msg);
    return end_batch(maker, err);
}

static int constrain(struct input_maker *maker, struct mutator *mutator, struct err *err)
{
    const struct settings *settings = maker->session->settings;
    struct constraints constraints;
    bool in_order;
    size_t bounded;

    if (!settings->constraints)
        return 0;
    if (constraints_load(&constraints, settings->constraints, err) < 0)
        return err_wrap(err, "--constraints");
    bounded = mutator_constrain(mutator, &constraints, &in_order);
    progress_end(&maker->session->progress);
    if (in_order)
        remark(settings->remarks, "--constraints: a range for each of the input's %zu numbers",
               bounded);
    else
        remark(settings->remarks,
               "--constraints: %zu ranges, not one for each of the input's numbers in their order "
               "that holds for the examples: %zu numbers are kept from %" PRId64 " to %" PRId64,
               constraints.count, bounded, constraints.all.low, constraints.all.high);
    return 0;
}

static int from_examples(struct input_maker *maker, const struct examples *examples,
                         struct err *err)
{
    struct mutator *mutator = NULL;
    int rc;

    if (examples->count == 0)
        return 0;
    if (mutator_new(&mutator, examples->list, examples->count, maker->session->settings->seed,
                    LARGEST_INPUT, err) < 0)
        return -1;
    mutator_name(mutator, maker->dictionary);
    rc = constrain(maker, mutator, err);
    if (maker->validators.count > 0)
        maker->pupil = mutator;
    if (rc == 0)
        rc = propose_batches(maker, maker->wanted, next_mutation, mutator, err);
    maker->pupil = NULL;
    mutator_free(mutator);
    return rc;
}

static int propose_given(void *context, const char *origin, const struct buf *input,
                         const struct buf *output, struct err *err)
{
    (void)output; /* given_tests.h */
    return propose(context, input, origin, err);
}

static int from_user(struct input_maker *maker, const struct given_inputs *given, struct err *err)
{
    progress_end(&maker->session->progress);
    if (given_inputs_each(given, maker->session->settings->remarks, propose_given, maker, err) < 0)
        return -1;
    if (maker->batch_count + maker->out->duplicates == 0)
        return err_set(err, ERR_INPUT, "%s: no inputs in it", given->path);
    return end_batch(maker, err);
}

static int fill_inputs(struct input_maker *maker, const struct examples *examples,
                       const struct given_inputs *given, struct err *err)
{
    const struct problem *problem = maker->session->problem;

    if (toolset_build(&maker->validators, maker->session, problem->input_validators,
                      problem->input_validator_count, err) < 0 ||
        toolset_drop_broken_validators(&maker->validators, maker->session, examples, err) < 0)
        return -1;
    maker->out->validated = maker->validators.count > 0;
    if (given->path) /* the user asked for these inputs and no others */
        return from_user(maker, given, err);
    if (from_generators(maker, err) < 0 || from_grammars(maker, err) < 0 ||
        from_examples(maker, examples, err) < 0)
        return -1;
    if (maker->out->count < maker->session->settings->inputs && *maker->first_rejection)
        remark(maker->session->settings->remarks, "%zu proposals were rejected, the first (%s)",
               maker->out->rejected, maker->first_rejection);
    return 0;
}

/* The examples count as seen, since all survivors print the same for them. */
static void mark_as_seen(struct input_maker *maker, const struct examples *examples)
{
    for (size_t i = 0; i < examples->count; i++)
        proposals_first(&maker->seen, hash_bytes(examples->list[i].data, examples->list[i].len));
}

int inputs_make(struct made_inputs *out, struct session *session, size_t wanted,
                const struct dictionary *dictionary, struct err *err)
{
    struct input_maker maker = {
        .session = session, .out = out, .wanted = wanted, .dictionary = dictionary};
    cleanup_with(examples_release) struct examples examples = {.count = 0};
    cleanup_with(given_inputs_close) struct given_inputs given = {0};
    int rc = -1;

    memset(out, 0, sizeof *out);
    if (session->settings->inputs_dir) {
        if (given_inputs_open(&given, session->settings->inputs_dir, err) < 0)
            return -1;
        maker.wanted = given.count;
    }
    if (proposals_open(&maker, err) == 0 && examples_read(&examples, session->problem, err) == 0) {
        mark_as_seen(&maker, &examples);
        rc = fill_inputs(&maker, &examples, &given, err);
    }
    out->proposed = out->count;
    proposals_close(&maker);
    toolset_release(&maker.validators);
    return rc;
}
