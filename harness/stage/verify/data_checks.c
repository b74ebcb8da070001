/* SPDX-License-Identifier: MIT */
#include "stage/verify/data_checks.h"
#include "base/hash.h"
#include "base/remark.h"
#include "judge/check/validator_call.h"
#include "stage/verify/data_files.h"
#include "stage/program/package_programs.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What all checks of one problem share. */
struct data_checking {
    struct verification *v;
    struct session *session;
    const struct test_set *tests; /* samples and secrets, without static validation cases */
    struct toolset validators;    /* of inputs */
    const struct toolset *output_validators;
};

static struct data_check *add_check(struct data_checking *c, const char *name, const char *sentence)
{
    struct data_check *check = &c->v->checks[c->v->check_count++];

    *check = (struct data_check){.name = name, .sentence = sentence};
    return check;
}

static int complain(struct data_check *check, const char *test, const char *detail, struct err *err)
{
    struct complaint *one = &check->complaints[check->complaint_count];

    check->failed++;
    if (check->complaint_count == COMPLAINTS_MAX)
        return 0;
    check->complaint_count++;
    one->test = strdup(test);
    one->detail = strdup(detail);
    return one->test && one->detail ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

/* ---- inputs and input validators */

/* How a validator that does not accept has ended. */
static void rejection_words(const struct tool_run *run, char words[static JUDGEMENT_DETAIL])
{
    snprintf(words, JUDGEMENT_DETAIL, "input validator %.60s: %.400s", run->tool->name,
             run->trouble[0] ? run->trouble : "exit code 0, which is not 42");
}

static struct tool_run *run_validators(struct data_checking *c, const struct test_set *inputs,
                                       struct err *err)
{
    cleanup_free int *fds = calloc(inputs->count + 1, sizeof *fds);
    cleanup_free struct tool_args *args = calloc(inputs->count + 1, sizeof *args);

    if (!fds || !args) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    for (size_t i = 0; i < inputs->count; i++) {
        fds[i] = inputs->list[i].input_fd;
        args[i] = (struct tool_args){inputs->list[i].input_validator_args, inputs->list[i].args};
    }
    return toolset_validate(c->session, &c->validators, fds, args, inputs->count, err);
}

static int check_accepted(struct data_checking *c, struct data_check *check,
                          const struct test_set *inputs, struct err *err)
{
    cleanup_free struct tool_run *runs = run_validators(c, inputs, err);

    if (!runs)
        return -1;
    check->checked = inputs->count;
    for (size_t i = 0; i < inputs->count * c->validators.count; i++) {
        char words[JUDGEMENT_DETAIL];

        if (runs[i].exit_code == VALIDATOR_ACCEPTS)
            continue;
        rejection_words(&runs[i], words);
        if (complain(check, inputs->list[i % inputs->count].name, words, err) < 0)
            return -1;
    }
    return 0;
}

/* It is enough that one validator does not confirm the input: any other exit code than 42. */
static int check_rejected(struct data_checking *c, struct data_check *check,
                          const struct test_set *inputs, struct err *err)
{
    cleanup_free struct tool_run *runs = run_validators(c, inputs, err);

    if (!runs)
        return -1;
    check->checked = inputs->count;
    for (size_t i = 0; i < inputs->count; i++) {
        bool rejected = false;

        for (size_t v = 0; v < c->validators.count; v++)
            rejected |= runs[v * inputs->count + i].exit_code != VALIDATOR_ACCEPTS;
        if (!rejected &&
            complain(check, inputs->list[i].name, "every input validator accepts it", err) < 0)
            return -1;
    }
    return 0;
}

/* Files that cannot be read break a promise too: they do not lose what else is known. 1: they are there. */
static int load_files(struct data_checking *c, struct data_files *files, const char *name,
                      bool outputs, const char *sentence, struct err *err)
{
    struct err trouble = {0};

    if (data_files_load(files, c->v->problem, name, outputs, &trouble) == 0)
        return files->count > 0;
    if (trouble.kind != ERR_INPUT)
        return err_set(err, trouble.kind, "%s", trouble.msg);
    return complain(add_check(c, name, sentence), name, trouble.msg, err);
}

static int check_invalid_inputs(struct data_checking *c, struct err *err)
{
    static const char name[] = "invalid_input";
    static const char sentence[] = "an input validator rejects data/invalid_input";
    cleanup_with(data_files_release) struct data_files files = {.count = 0};
    int there = load_files(c, &files, name, false, sentence, err);

    return there > 0 ? check_rejected(c, add_check(c, name, sentence), &files.tests, err) : there;
}

static int check_inputs(struct data_checking *c, struct err *err)
{
    if (c->validators.count == 0) {
        remark(c->session->settings->remarks, "%s: inputs are not checked: no input validator%s",
               c->v->problem->given,
               c->v->problem->input_validator_count > 0 ? " can be used" : " is in the package");
        return 0;
    }
    if (check_accepted(c,
                       add_check(c, "input_validators", "the input validators accept the inputs"),
                       c->tests, err) < 0)
        return -1;
    return check_invalid_inputs(c, err);
}

/* ---- outputs and the output check */

struct checked_output {
    struct output_checking *all;
    struct judgement judgement;
};

/* Outputs of the tests in order, checked as if a program had printed them. */
struct output_checking {
    struct session *session;
    const struct test_set *tests;
    const int *outputs; /* NULL: the answers */
    struct checked_output *list;
    size_t next;
};

static void output_checked(void *context, const struct judgement *judgement)
{
    struct checked_output *one = context;

    if (judgement)
        one->judgement = *judgement;
}

static int check_next_output(void *context, struct err *err)
{
    struct output_checking *o = context;
    size_t i = o->next;

    if (i == o->tests->count)
        return 0;
    o->next++;
    return service_check_output(
               o->session->service,
               &(struct output_order){.tests = o->tests,
                                      .test = &o->tests->list[i],
                                      .output_fd =
                                          o->outputs ? o->outputs[i] : o->tests->list[i].answer_fd,
                                      .done = output_checked,
                                      .context = &o->list[i]},
               err)
               ? 1
               : -1;
}

/* The outputs are all accepted, or all wrong answers; else a complaint. */
static int check_outputs(struct data_checking *c, struct data_check *check,
                         const struct test_set *tests, const int *outputs, enum verdict wanted,
                         struct err *err)
{
    cleanup_free struct checked_output *list = calloc(tests->count + 1, sizeof *list);
    struct output_checking o = {
        .session = c->session, .tests = tests, .outputs = outputs, .list = list};
    const struct service_feed feed = {.next = check_next_output, .context = &o};

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (service_feed(c->session->service, &feed, err) < 0)
        return -1;
    check->checked = tests->count;
    for (size_t i = 0; i < tests->count; i++) {
        const struct judgement *j = &list[i].judgement;
        char words[JUDGEMENT_DETAIL + 16];

        snprintf(words, sizeof words, "%s%s%s", verdict_name(j->verdict), j->detail[0] ? ": " : "",
                 j->detail);
        if (j->verdict != wanted && complain(check, tests->list[i].name, words, err) < 0)
            return -1;
    }
    return 0;
}

/*
 * The format lets an answer be anything that the validator wants to know, a number of moves where the
 * output is the moves. So answers are outputs only where the validator takes at least some of them.
 */
static int check_answers(struct data_checking *c, struct err *err)
{
    struct data_check *check;

    if (c->tests->validator_count == 0)
        return 0; /* an answer is equal to itself */
    check = add_check(c, "answers", "the output validator accepts the jury's answers");
    if (check_outputs(c, check, c->tests, NULL, VERDICT_AC, err) < 0)
        return -1;
    check->is_warning = check->failed == check->checked;
    return 0;
}

static int check_output_files(struct data_checking *c, const char *name, const char *sentence,
                              enum verdict wanted, struct err *err)
{
    cleanup_with(data_files_release) struct data_files files = {.count = 0};
    int there = load_files(c, &files, name, true, sentence, err);
    struct data_check *check;

    if (there <= 0)
        return there;
    check = add_check(c, name, sentence);
    validators_use(c->output_validators, &files.tests);
    return c->validators.count > 0 && check_accepted(c, check, &files.tests, err) < 0
               ? -1
               : check_outputs(c, check, &files.tests, files.outputs, wanted, err);
}

static int check_all_outputs(struct data_checking *c, struct err *err)
{
    const struct problem *problem = c->v->problem;

    if (problem->interactive || problem->multi_pass)
        return 0; /* one output is not the whole of an answer */
    return check_answers(c, err) < 0 ||
                   check_output_files(c, "invalid_output",
                                      "the output check rejects data/invalid_output", VERDICT_WA,
                                      err) < 0 ||
                   check_output_files(c, "valid_output",
                                      "the output check accepts data/valid_output", VERDICT_AC,
                                      err) < 0
               ? -1
               : 0;
}

/* ---- inputs that are there twice: in one group, since groups often have the cases of smaller ones, too */

struct hashed_input {
    struct hash128 hash;
    size_t group;
    const char *name;
};

static int compare_inputs(const void *a, const void *b)
{
    const struct hashed_input *x = a, *y = b;

    if (x->hash.hi != y->hash.hi)
        return x->hash.hi < y->hash.hi ? -1 : 1;
    if (x->hash.lo != y->hash.lo)
        return x->hash.lo < y->hash.lo ? -1 : 1;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return strcmp(x->name, y->name);
}

static size_t count_samples(const struct problem *problem)
{
    size_t n = 0;

    for (size_t i = 0; i < problem->sample_count; i++)
        n += !problem->samples[i].is_static;
    return n;
}

static int check_equal_secrets(struct data_checking *c, struct err *err)
{
    size_t first = count_samples(c->v->problem);
    size_t count = c->tests->count > first ? c->tests->count - first : 0;
    cleanup_free struct hashed_input *inputs = calloc(count + 1, sizeof *inputs);
    struct data_check *check = add_check(c, "equal_secrets", "no secret input is there twice");

    if (!inputs)
        return err_set(err, ERR_JUDGE, "out of memory");
    check->is_warning = true;
    check->checked = count;
    for (size_t i = 0; i < count; i++) {
        cleanup_with(map_release) struct map input = {0};

        if (map_fd(&input, c->tests->list[first + i].input_fd, err) < 0)
            return -1;
        inputs[i] =
            (struct hashed_input){hash_bytes(input.data, input.len),
                                  c->tests->list[first + i].group, c->tests->list[first + i].name};
    }
    qsort(inputs, count, sizeof *inputs, compare_inputs);
    for (size_t i = 1; i < count; i++) {
        char words[JUDGEMENT_DETAIL];

        if (inputs[i].group != inputs[i - 1].group ||
            !hash_equal(inputs[i].hash, inputs[i - 1].hash))
            continue;
        snprintf(words, sizeof words, "the same input as %.400s", inputs[i - 1].name);
        if (complain(check, inputs[i].name, words, err) < 0)
            return -1;
    }
    return 0;
}

int data_checks_run(struct verification *v, struct session *session, const struct test_set *tests,
                    const struct toolset *output_validators, struct err *err)
{
    cleanup_free struct test *list = calloc(tests->count + 1, sizeof *list);
    struct test_set with_data = *tests;
    struct data_checking c = {
        .v = v, .session = session, .tests = &with_data, .output_validators = output_validators};
    int rc;

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    with_data.list = list;
    with_data.count = 0;
    for (size_t i = 0; i < tests->count; i++)
        if (!tests->list[i].is_static)
            list[with_data.count++] = tests->list[i];
    rc = toolset_build(&c.validators, session, v->problem->input_validators,
                       v->problem->input_validator_count, err);

    if (rc == 0)
        rc = check_inputs(&c, err);
    if (rc == 0)
        rc = check_all_outputs(&c, err);
    if (rc == 0)
        rc = check_equal_secrets(&c, err);
    toolset_release(&c.validators);
    return rc;
}
