/* SPDX-License-Identifier: MIT */
#include "stage/equivalence.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/table.h"
#include "stage/validator_question.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * What is not looked at is its own class. A problem whose right answers fall into many classes has a validator that
 * compares them with the answer as they are printed.
 */
enum {
    LEADERS_MAX = 16,       /* of an input */
    OUTPUT_MAX = 1 << 20,   /* bytes of an output, */
    OUTPUTS_MAX = 256 << 20 /* and of all that are kept */
};

enum standing {
    UNMET,    /* since the last restart */
    WAITING,  /* to be compared with the leaders of its input */
    LEADER,   /* of a class */
    FOLLOWER, /* of one */
    REJECTED, /* as an answer to itself */
    ALONE,    /* not compared */
};

/* A distinct output of an input. */
struct output {
    struct hash128 key; /* of both hashes */
    struct hash128 input, outcome;
    size_t classes; /* of its input: their number */
    struct buf bytes;
    bool is_kept; /* its bytes are */
    enum verdict
        own; /* of the validator, where it is the answer itself; VERDICT_COUNT: not asked yet */
    enum standing standing;
    size_t order;
    const struct made_input *from; /* while it waits; borrowed */
    size_t next_leader;            /* that it is compared with */
    struct hash128 stands_for;     /* the outcome of its leader */
};

/* The classes of an input. */
struct class_list {
    struct hash128 input;
    size_t leaders[LEADERS_MAX]; /* numbers of outputs */
    size_t count;
};

struct equivalence {
    struct session *session;
    struct toolset validators;
    struct output *outputs;
    size_t output_count, output_room;
    struct class_list *inputs;
    size_t input_count, input_room;
    struct table *output_table, *input_table;
    size_t bytes_kept;
};

static struct hash128 output_key(const void *context, size_t number)
{
    return ((const struct equivalence *)context)->outputs[number].key;
}

static struct hash128 input_key(const void *context, size_t number)
{
    return ((const struct equivalence *)context)->inputs[number].input;
}

static struct hash128 key_of(struct hash128 input, struct hash128 outcome)
{
    const struct hash128 both[] = {input, outcome};

    return hash_bytes(both, sizeof both);
}

static struct output *find_output(const struct equivalence *e, struct hash128 input,
                                  struct hash128 outcome)
{
    size_t number;

    return table_get(e->output_table, key_of(input, outcome), &number) ? &e->outputs[number] : NULL;
}

static struct class_list *classes_of(const struct equivalence *e, const struct output *output)
{
    return &e->inputs[output->classes];
}

/* ---- opening */

static int build(struct equivalence *e, struct err *err)
{
    if (!e->output_table || !e->input_table)
        return err_set(err, ERR_JUDGE, "out of memory");
    return validators_build(&e->validators, e->session, err);
}

int equivalence_open(struct equivalence **out, struct session *session, struct err *err)
{
    const struct problem *problem = session->problem;
    struct equivalence *e;
    bool accepted = false;

    *out = NULL;
    if (problem->output_validator_count == 0 || problem->interactive || problem->multi_pass)
        return 0;
    e = *out = calloc(1, sizeof *e);
    if (!e)
        return err_set(err, ERR_JUDGE, "out of memory");
    *e = (struct equivalence){.session = session,
                              .output_table = table_new(output_key, e),
                              .input_table = table_new(input_key, e)};
    if (build(e, err) < 0 || answers_are_outputs(session, &e->validators, &accepted, err) < 0)
        return -1;
    if (accepted)
        return 0;
    remark(
        session->settings->remarks,
        "the output validator does not accept the examples' answers as outputs, so it cannot say which outputs "
        "are equivalent: programs with different right answers are in different clusters");
    equivalence_close(steal_ptr(out));
    return 0;
}

void equivalence_close(struct equivalence *e)
{
    if (!e)
        return;
    for (size_t i = 0; i < e->output_count; i++)
        buf_release(&e->outputs[i].bytes);
    toolset_release(&e->validators);
    table_free(e->output_table);
    table_free(e->input_table);
    free(e->outputs);
    free(e->inputs);
    free(e);
}

/* ---- outputs */

static int add_input(struct equivalence *e, struct hash128 input, size_t *number, struct err *err)
{
    struct class_list *grown;

    if (table_get(e->input_table, input, number))
        return 0;
    grown = array_grow(e->inputs, e->input_count, &e->input_room, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    e->inputs = grown;
    *number = e->input_count;
    grown[e->input_count++] = (struct class_list){.input = input};
    return table_put(e->input_table, *number) == 0 ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static struct output *add_output(struct equivalence *e, struct hash128 input,
                                 struct hash128 outcome, struct err *err)
{
    struct output *grown;
    size_t classes;

    if (add_input(e, input, &classes, err) < 0)
        return NULL;
    grown = array_grow(e->outputs, e->output_count, &e->output_room, sizeof *grown);
    if (grown) {
        e->outputs = grown;
        grown[e->output_count++] = (struct output){.key = key_of(input, outcome),
                                                   .input = input,
                                                   .outcome = outcome,
                                                   .classes = classes,
                                                   .own = VERDICT_COUNT,
                                                   .bytes = BUF_INIT(OUTPUT_MAX)};
    }
    if (!grown || table_put(e->output_table, e->output_count - 1) < 0) {
        err_set(err, ERR_JUDGE, "out of memory");
        return NULL;
    }
    return &grown[e->output_count - 1];
}

static int keep_bytes(struct equivalence *e, struct output *output, int stdout_fd, struct err *err)
{
    cleanup_with(map_release) struct map printed = {0};

    if (map_fd(&printed, stdout_fd, err) < 0)
        return -1;
    if (printed.len > OUTPUT_MAX || e->bytes_kept + printed.len > OUTPUTS_MAX)
        return 0;
    buf_clear(&output->bytes);
    if (buf_add(&output->bytes, printed.data, printed.len) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    e->bytes_kept += printed.len;
    output->is_kept = true;
    return 0;
}

int equivalence_keep(struct equivalence *e, const struct made_input *input, struct hash128 outcome,
                     int stdout_fd, struct err *err)
{
    struct output *output = find_output(e, input->hash, outcome);

    if (output)
        return 0;
    output = add_output(e, input->hash, outcome, err);
    return output ? keep_bytes(e, output, stdout_fd, err) : -1;
}

int equivalence_meet(struct equivalence *e, const struct made_input *input, struct hash128 outcome,
                     size_t order, struct err *err)
{
    struct output *output = find_output(e, input->hash, outcome);

    if (!output)
        return err_set(err, ERR_JUDGE, "an output that was not printed");
    if (output->standing == UNMET) {
        output->standing = output->is_kept ? WAITING : ALONE;
        output->order = order;
        output->from = input;
        output->next_leader = 0;
    } else if (output->standing == WAITING && order < output->order) {
        output->order = order;
    }
    return 0;
}

void equivalence_restart(struct equivalence *e)
{
    for (size_t i = 0; i < e->output_count; i++)
        e->outputs[i].standing = UNMET;
    for (size_t i = 0; i < e->input_count; i++)
        e->inputs[i].count = 0;
}

void equivalence_apply(const struct equivalence *e, const struct made_input *input,
                       struct run_outcome *outcome)
{
    const struct output *output = find_output(e, input->hash, outcome->hash);

    if (outcome->verdict != VERDICT_AC || !output)
        return;
    if (output->standing == FOLLOWER)
        outcome->hash = output->stands_for;
    else if (output->standing == REJECTED)
        outcome->verdict = VERDICT_WA;
}

/* ---- settling */

/* The outputs that wait, by input, then order. */
struct waiting {
    struct equivalence *e;
    size_t *list; /* numbers of outputs */
    size_t count;
};

static int by_input(const void *left, const void *right, void *context)
{
    const struct equivalence *e = context;
    const struct output *a = &e->outputs[*(const size_t *)left];
    const struct output *b = &e->outputs[*(const size_t *)right];

    if (!hash_equal(a->input, b->input))
        return memcmp(&a->input, &b->input, sizeof a->input);
    return (a->order > b->order) - (a->order < b->order);
}

static void find_waiting(struct waiting *w)
{
    w->count = 0;
    for (size_t i = 0; i < w->e->output_count; i++)
        if (w->e->outputs[i].standing == WAITING)
            w->list[w->count++] = i;
    qsort_r(w->list, w->count, sizeof *w->list, by_input, w->e);
}

/* What is asked in a round: about an output against itself, or against a leader both ways. */
struct asked {
    struct output *output;
    const struct output *leader; /* or NULL */
    size_t question;
};

struct round {
    struct equivalence *e;
    struct question *questions;
    struct asked *asked;
    struct map *inputs; /* by `asked` */
    size_t count, question_count;
};

static void round_release(struct round *round)
{
    for (size_t i = 0; round->inputs && i < round->count; i++)
        map_release(&round->inputs[i]);
    free(round->questions);
    free(round->asked);
    free(round->inputs);
}

static int round_init(struct round *round, struct equivalence *e, size_t most, struct err *err)
{
    *round = (struct round){.e = e,
                            .questions = calloc(2 * most + 1, sizeof *round->questions),
                            .asked = calloc(most + 1, sizeof *round->asked),
                            .inputs = calloc(most + 1, sizeof *round->inputs)};
    return round->questions && round->asked && round->inputs
               ? 0
               : err_set(err, ERR_JUDGE, "out of memory");
}

static int ask_about(struct round *round, struct output *output, const struct output *leader,
                     struct err *err)
{
    struct map *input = &round->inputs[round->count];
    const struct buf *other = leader ? &leader->bytes : &output->bytes;

    if (map_fd(input, output->from->fd, err) < 0)
        return -1;
    round->asked[round->count++] =
        (struct asked){.output = output, .leader = leader, .question = round->question_count};
    round->questions[round->question_count++] =
        (struct question){.input = input, .answer = other, .output = &output->bytes};
    if (leader)
        round->questions[round->question_count++] =
            (struct question){.input = input, .answer = &output->bytes, .output = other};
    return 0;
}

static int ask_round(const struct round *round, struct err *err)
{
    return questions_ask(round->questions, round->question_count, round->e->session,
                         &round->e->validators, err);
}

/* Those that the validator rejects against themselves are settled, as are those of which it cannot say. */
static int check_themselves(const struct waiting *w, struct err *err)
{
    cleanup_with(round_release) struct round round = {0};

    if (round_init(&round, w->e, w->count, err) < 0)
        return -1;
    for (size_t i = 0; i < w->count; i++)
        if (w->e->outputs[w->list[i]].own == VERDICT_COUNT &&
            ask_about(&round, &w->e->outputs[w->list[i]], NULL, err) < 0)
            return -1;
    if (ask_round(&round, err) < 0)
        return -1;
    for (size_t i = 0; i < round.count; i++)
        round.asked[i].output->own = round.questions[round.asked[i].question].verdict;
    for (size_t i = 0; i < w->count; i++) {
        struct output *output = &w->e->outputs[w->list[i]];

        if (output->own != VERDICT_AC)
            output->standing = output->own == VERDICT_WA ? REJECTED : ALONE;
    }
    return 0;
}

static void lead(struct class_list *classes, struct output *output, size_t number)
{
    output->standing = classes->count < LEADERS_MAX ? LEADER : ALONE;
    if (output->standing == LEADER)
        classes->leaders[classes->count++] = number;
}

/* Of each input the first output that waits and has met all leaders leads; the others have one more to meet. */
static void find_leaders(const struct waiting *w)
{
    struct equivalence *e = w->e;

    for (size_t i = 0; i < w->count; i++) {
        struct output *output = &e->outputs[w->list[i]];
        struct class_list *classes = classes_of(e, output);

        if (output->standing == WAITING && output->next_leader == classes->count)
            lead(classes, output, w->list[i]);
    }
}

static int meet_leaders(const struct waiting *w, struct err *err)
{
    struct equivalence *e = w->e;
    cleanup_with(round_release) struct round round = {0};

    if (round_init(&round, e, w->count, err) < 0)
        return -1;
    for (size_t i = 0; i < w->count; i++) {
        struct output *output = &e->outputs[w->list[i]];
        const struct class_list *classes = classes_of(e, output);

        if (output->standing == WAITING &&
            ask_about(&round, output, &e->outputs[classes->leaders[output->next_leader]], err) < 0)
            return -1;
    }
    if (ask_round(&round, err) < 0)
        return -1;
    for (size_t i = 0; i < round.count; i++) {
        const struct asked *asked = &round.asked[i];
        const struct question *q = &round.questions[asked->question];

        if (asked->leader && q[0].verdict == VERDICT_AC && q[1].verdict == VERDICT_AC) {
            asked->output->standing = FOLLOWER;
            asked->output->stands_for = asked->leader->outcome;
        } else {
            asked->output->next_leader++;
        }
    }
    return 0;
}

int equivalence_settle(struct equivalence *e, struct err *err)
{
    cleanup_free size_t *list = calloc(e->output_count + 1, sizeof *list);
    struct waiting w = {.e = e, .list = list};

    if (!list)
        return err_set(err, ERR_JUDGE, "out of memory");
    find_waiting(&w);
    if (check_themselves(&w, err) < 0)
        return -1;
    for (find_waiting(&w); w.count > 0; find_waiting(&w)) {
        find_leaders(&w);
        if (meet_leaders(&w, err) < 0)
            return -1;
    }
    return 0;
}
