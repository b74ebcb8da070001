/* SPDX-License-Identifier: MIT */
#include "stage/stress/comparison.h"
#include "judge/check/validator_call.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { GOOD_TIMES = 5 }; /* a good program may be slow: so many times the time limit */

/* One program on one input. */
struct bout {
    struct bouts *all;
    struct judgement judgement;
    size_t input, program;
};

struct bouts {
    struct comparison *c;
    struct compared_input *inputs;
    const struct tool *const *programs;
    struct bout *list; /* input by input */
    size_t count, next;
    size_t *first;
    bool go_on; /* behind a program's first failure */
};

static void fail_bout(const struct bout *bout, const struct judgement *judgement)
{
    struct err err = {0};

    err_put(&err, ERR_JUDGE, "%.200s on %s: %s", bout->all->programs[bout->program]->name,
            bout->all->inputs[bout->input].origin, judgement->detail);
    service_fail(bout->all->c->session->service, &err);
}

static void bout_done(void *context, struct judgement *judgement, struct program *program)
{
    struct bout *bout = context;
    size_t *first = &bout->all->first[bout->program];

    (void)program;
    if (!judgement)
        return;
    /* Where it is the good program's, the problem cannot judge this input. */
    if (judgement->verdict == VERDICT_JE &&
        bout->all->programs[bout->program] != &bout->all->c->good.list[0])
        fail_bout(bout, judgement);
    bout->judgement = *judgement;
    bout->judgement.test = NULL; /* these go with the test set */
    bout->judgement.cases = NULL;
    bout->judgement.case_count = 0;
    bout->judgement.groups = NULL;
    bout->judgement.group_count = 0;
    if (judgement->verdict != VERDICT_AC && bout->input < *first)
        *first = bout->input;
}

static int submit_next_bout(void *context, struct err *err)
{
    struct bouts *bouts = context;

    while (bouts->next < bouts->count) {
        struct bout *bout = &bouts->list[bouts->next++];
        const struct compared_input *input = &bouts->inputs[bout->input];
        const struct submission submission = {
            .tests = &input->tests,
            .program = &bouts->programs[bout->program]->program,
            .done = bout_done,
            .context = bout,
        };

        if (!input->usable || (!bouts->go_on && bouts->first[bout->program] < bout->input))
            continue;
        return judge_submit(bouts->c->session->service, &submission, err) ? 1 : -1;
    }
    return 0;
}

int comparison_judge(struct comparison *c, struct compared_input *inputs, size_t count,
                     const struct tool *const *programs, size_t program_count, bool all,
                     struct judgement *judgements, size_t *first, struct err *err)
{
    cleanup_free struct bout *list = calloc(count * program_count + 1, sizeof *list);
    struct bouts bouts = {.c = c,
                          .inputs = inputs,
                          .programs = programs,
                          .list = list,
                          .count = count * program_count,
                          .first = first,
                          .go_on = all};
    const struct service_feed feed = {.next = submit_next_bout, .context = &bouts};

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t p = 0; p < program_count; p++)
        first[p] = SIZE_MAX;
    for (size_t i = 0; i < bouts.count; i++)
        list[i] =
            (struct bout){.all = &bouts, .input = i / program_count, .program = i % program_count};
    if (service_feed(c->session->service, &feed, err) < 0)
        return -1;
    for (size_t i = 0; judgements && i < bouts.count; i++)
        judgements[i] = list[i].judgement;
    return 0;
}

static void leave_out(struct comparison *c, struct compared_input *input, const char *why)
{
    input->usable = false;
    if (!*c->first_failure)
        snprintf(c->first_failure, sizeof c->first_failure, "%s: %s", input->origin, why);
}

static int run_good(struct comparison *c, struct compared_input *inputs, size_t count,
                    struct err *err)
{
    const struct problem *problem = c->session->problem;
    cleanup_free struct tool_run *runs = calloc(count + 1, sizeof *runs);
    cleanup_free size_t *number = calloc(count + 1, sizeof *number);
    size_t n = 0;
    int rc;

    if (!runs || !number)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        if (!inputs[i].usable)
            continue;
        runs[n] = (struct tool_run){.tool = &c->good.list[0],
                                    .input_fd = inputs[i].fd,
                                    .keep = true,
                                    .time_limit = GOOD_TIMES * problem->time_limit,
                                    .output = BUF_INIT((size_t)problem->output_limit)};
        number[n++] = i;
    }
    rc = toolset_run(c->session, runs, n, err);
    for (size_t i = 0; i < n; i++) {
        inputs[number[i]].answer = runs[i].output;
        if (runs[i].exit_code != 0)
            leave_out(c, &inputs[number[i]], runs[i].trouble);
    }
    return rc;
}

/* A test whose answer is what the good program printed. */
static int make_test(struct comparison *c, struct compared_input *input, struct err *err)
{
    const struct test_case one = {
        .name = (char *)input->origin,
        .input = {.bytes = input->bytes.data, .length = input->bytes.len},
        .answer = {.bytes = input->answer.data, .length = input->answer.len},
    };

    if (test_set_load(&input->tests, c->session->problem, &one, 1, err) < 0)
        return -1;
    validators_use(&c->output_validators, &input->tests);
    return 0;
}

static int check_good(struct comparison *c, struct compared_input *inputs, size_t count,
                      struct err *err)
{
    const struct tool *good = &c->good.list[0];
    cleanup_free struct judgement *judgements = calloc(count + 1, sizeof *judgements);
    size_t first;

    if (c->output_validators.count == 0)
        return 0;
    if (!judgements)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (comparison_judge(c, inputs, count, &good, 1, true, judgements, &first, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (inputs[i].usable && judgements[i].verdict != VERDICT_AC)
            leave_out(c, &inputs[i], judgements[i].detail);
    return 0;
}

int comparison_answer(struct comparison *c, struct compared_input *inputs, size_t count,
                      struct err *err)
{
    const struct problem *problem = c->session->problem;

    if (!problem->interactive && !problem->multi_pass && run_good(c, inputs, count, err) < 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (inputs[i].usable && make_test(c, &inputs[i], err) < 0)
            return -1;
    return check_good(c, inputs, count, err);
}

int comparison_validate(struct comparison *c, struct compared_input *inputs, size_t count,
                        struct err *err)
{
    cleanup_free int *fds = calloc(count + 1, sizeof *fds);
    cleanup_free struct tool_run *runs = NULL;

    if (!fds)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++)
        fds[i] = inputs[i].fd;
    runs = toolset_validate(c->session, &c->input_validators, fds, NULL, count, err);
    if (!runs)
        return -1;
    for (size_t i = 0; i < count * c->input_validators.count; i++)
        if (runs[i].exit_code != VALIDATOR_ACCEPTS)
            inputs[i % count].usable = false;
    return 0;
}

void compared_inputs_free(struct compared_input *inputs, size_t count)
{
    for (size_t i = 0; inputs && i < count; i++) {
        buf_release(&inputs[i].bytes);
        buf_release(&inputs[i].answer);
        test_set_release(&inputs[i].tests);
    }
    free(inputs);
}

void comparison_release(struct comparison *c)
{
    toolset_release(&c->good);
    toolset_release(&c->input_validators);
    toolset_release(&c->output_validators);
}
