/* SPDX-License-Identifier: MIT */
#include "stage/matrix.h"
#include "base/buf.h"
#include "base/file.h"
#include "compare/checker.h"
#include "compare/normalise.h"
#include "record/journal.h"
#include "stage/program/included_files.h"
#include "winnow/cleanup.h"

#include <string.h>

static struct hash128 key_of(const void *context, size_t number)
{
    const struct matrix *matrix = context;

    return matrix->cells[number].key;
}

int matrix_open(struct matrix *matrix, struct session *session, struct record *record,
                struct err *err)
{
    *matrix = (struct matrix){.session = session,
                              .record = record,
                              .tests.problem = session->problem,
                              .hash = hash_new(),
                              .table = table_new(key_of, matrix)};
    if (!matrix->hash || !matrix->table)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (included_files_load(&matrix->included, &matrix->tests.included_count, session->problem,
                            err) < 0)
        return -1;
    matrix->tests.included = matrix->included;
    return equivalence_open(&matrix->equivalence, session, err);
}

void matrix_close(struct matrix *matrix)
{
    equivalence_close(matrix->equivalence);
    included_files_free(matrix->included, matrix->tests.included_count);
    hash_free(matrix->hash);
    table_free(matrix->table);
    free(matrix->cells);
    memset(matrix, 0, sizeof *matrix);
}

/* A call of matrix_run. */
struct matrix_call {
    struct matrix *matrix;
    const struct matrix_order *order;
    size_t *missing; /* indices of the tasks that have to run */
    size_t missing_count, next;
    struct run_outcome *outcomes; /* by task, as printed; until the validator has spoken */
};

/* A task that runs. */
struct task_run {
    struct matrix_call *call;
    size_t index;
};

/*
 * The hash of an outcome: its status class, and for a run that ended well its normalised output. The
 * paper leaves open how a crash or a time-out counts; here each class is one value. What a program
 * printed before it was stopped is not looked at: how far it came depends on chance.
 */
static void hash_status(struct hash_state *hash, enum verdict verdict)
{
    const char *status = verdict_name(verdict);

    hash_reset(hash);
    hash_update(hash, status, strlen(status) + 1);
}

struct hash128 matrix_failure(struct matrix *matrix, enum verdict verdict)
{
    hash_status(matrix->hash, verdict);
    return hash_digest(matrix->hash);
}

static int hash_printed(struct matrix *matrix, int output_fd, struct hash128 *hash, struct err *err)
{
    struct map output;

    hash_status(matrix->hash, VERDICT_AC);
    if (map_fd(&output, output_fd, err) < 0)
        return -1;
    normalise_output(output.data, output.len, checker_flags(matrix->session->problem),
                     matrix->hash);
    map_release(&output);
    *hash = hash_digest(matrix->hash);
    return 0;
}

static int hash_outcome(struct matrix *matrix, const struct run *run, int stdout_fd,
                        struct hash128 *hash, struct err *err)
{
    if (run->judgement.verdict == VERDICT_AC)
        return hash_printed(matrix, stdout_fd, hash, err);
    *hash = matrix_failure(matrix, run->judgement.verdict);
    return 0;
}

static struct hash128 program_of(const struct matrix_call *call, size_t index)
{
    const struct record *record = call->matrix->record;

    return record_survivor_program(record, call->order->tasks[index].survivor)->key;
}

static const struct made_input *input_at(const struct matrix_call *call, size_t index)
{
    return &call->order->inputs->list[call->order->tasks[index].input];
}

static struct hash128 input_of(const struct matrix_call *call, size_t index)
{
    return input_at(call, index)->hash;
}

/* Where the runs are kept. */
static struct journal *journal_of(const struct matrix_call *call)
{
    return call->matrix->equivalence ? NULL : call->matrix->record->journal;
}

/* ---- what is known */

static struct hash128 cell_key(const struct matrix_call *call, size_t index)
{
    const struct hash128 both[] = {program_of(call, index), input_of(call, index)};

    return hash_bytes(both, sizeof both);
}

static int remember(const struct matrix_call *call, size_t index, const struct run_outcome *outcome,
                    struct err *err)
{
    struct matrix *matrix = call->matrix;
    struct matrix_cell *grown;

    if (!call->order->remember)
        return 0;
    grown = array_grow(matrix->cells, matrix->cell_count, &matrix->cell_room, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    matrix->cells = grown;
    grown[matrix->cell_count++] =
        (struct matrix_cell){.key = cell_key(call, index), .outcome = *outcome};
    return table_put(matrix->table, matrix->cell_count - 1) == 0
               ? 0
               : err_set(err, ERR_JUDGE, "out of memory");
}

/* 1 when the outcome is known, 0 when not. */
static int recall(const struct matrix_call *call, size_t index, struct run_outcome *outcome,
                  struct err *err)
{
    size_t cell;

    if (table_get(call->matrix->table, cell_key(call, index), &cell)) {
        *outcome = call->matrix->cells[cell].outcome;
        return 1;
    }
    return journal_recall_run(journal_of(call), program_of(call, index), input_of(call, index),
                              outcome, err);
}

/* ---- runs */

/* The outcome is known as it was printed: to the caller at once, unless the validator is to be asked. */
static int hand_over(const struct matrix_call *call, size_t index,
                     const struct run_outcome *outcome, struct err *err)
{
    struct equivalence *equivalence = call->matrix->equivalence;

    if (!equivalence) {
        call->order->done(call->order->context, index, outcome);
        return 0;
    }
    call->outcomes[index] = *outcome;
    return outcome->verdict == VERDICT_AC
               ? equivalence_meet(equivalence, input_at(call, index), outcome->hash, index + 1, err)
               : 0;
}

static int take_outcome(const struct matrix_call *call, size_t index, const struct run *run,
                        int stdout_fd, struct err *err)
{
    struct run_outcome outcome = {.verdict = run->judgement.verdict};

    if (run->failed)
        return err_set(err, run->err.kind, "%s", run->err.msg);
    if (hash_outcome(call->matrix, run, stdout_fd, &outcome.hash, err) < 0 ||
        journal_ran(journal_of(call), program_of(call, index), input_of(call, index), &outcome,
                    run->judgement.wall, err) < 0 ||
        remember(call, index, &outcome, err) < 0)
        return -1;
    if (call->matrix->equivalence && outcome.verdict == VERDICT_AC &&
        equivalence_keep(call->matrix->equivalence, input_at(call, index), outcome.hash, stdout_fd,
                         err) < 0)
        return -1;
    return hand_over(call, index, &outcome, err);
}

static void task_done(void *context, const struct run *run, int stdout_fd, int stderr_fd)
{
    struct task_run *t = context;
    struct err err = {0};

    (void)stderr_fd;
    if (run && take_outcome(t->call, t->index, run, stdout_fd, &err) < 0)
        service_fail(t->call->matrix->session->service, &err);
    free(t);
}

int matrix_start(struct matrix *matrix, const struct refine_task *task,
                 const struct made_inputs *inputs, run_answer *done, void *context, struct err *err)
{
    const struct program *program = &matrix->record->survivors.list[task->survivor].program;
    const struct run_order order = {
        .program = program,
        .input_fd = inputs->list[task->input].fd,
        .allowance = test_set_allowance(matrix->session->problem, program->language),
        .done = done,
        .context = context};

    return service_run(matrix->session->service, &order, err) ? 1 : -1;
}

static int run_next_task(void *context, struct err *err)
{
    struct matrix_call *call = context;
    struct task_run *t;

    if (call->next == call->missing_count)
        return 0;
    t = calloc(1, sizeof *t);
    if (!t)
        return err_set(err, ERR_JUDGE, "out of memory");
    *t = (struct task_run){.call = call, .index = call->missing[call->next++]};
    if (matrix_start(call->matrix, &call->order->tasks[t->index], call->order->inputs, task_done, t,
                     err) > 0)
        return 1;
    free(t);
    return -1;
}

/* Hands over the outcomes that are known; lists the other tasks, and has their programs built. */
static int find_missing(struct matrix_call *call, struct err *err)
{
    size_t count = call->order->count;
    cleanup_free size_t *survivors = calloc(count + 1, sizeof *survivors);

    if (!survivors)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count; i++) {
        struct run_outcome outcome;
        int known = recall(call, i, &outcome, err);

        if (known < 0)
            return -1;
        if (known > 0 && hand_over(call, i, &outcome, err) < 0)
            return -1;
        if (known == 0) {
            survivors[call->missing_count] = call->order->tasks[i].survivor;
            call->missing[call->missing_count++] = i;
        }
    }
    return survivors_build(&call->matrix->record->survivors, survivors, call->missing_count,
                           call->matrix->session->service, &call->matrix->tests,
                           &call->matrix->session->progress, err);
}

static void show(void *context)
{
    const struct matrix_call *call = context;

    call->order->show(call->order->context);
}

/* The validator says which outcomes are one; then all are handed over. */
static int settle(const struct matrix_call *call, struct err *err)
{
    struct equivalence *equivalence = call->matrix->equivalence;

    if (!equivalence)
        return 0;
    if (equivalence_settle(equivalence, err) < 0)
        return -1;
    for (size_t i = 0; i < call->order->count; i++) {
        equivalence_apply(equivalence, input_at(call, i), &call->outcomes[i]);
        call->order->done(call->order->context, i, &call->outcomes[i]);
    }
    return 0;
}

int matrix_run(struct matrix *matrix, const struct matrix_order *order, struct err *err)
{
    cleanup_free size_t *missing = calloc(order->count + 1, sizeof *missing);
    cleanup_free struct run_outcome *outcomes = calloc(order->count + 1, sizeof *outcomes);
    struct matrix_call call = {
        .matrix = matrix, .order = order, .missing = missing, .outcomes = outcomes};
    const struct service_feed feed = {.next = run_next_task, .show = show, .context = &call};

    if (!missing || !outcomes)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (find_missing(&call, err) < 0 || service_feed(matrix->session->service, &feed, err) < 0)
        return -1;
    return settle(&call, err);
}

int matrix_expect(struct matrix *matrix, const struct made_input *input, int output_fd,
                  struct hash128 *outcome, struct err *err)
{
    if (hash_printed(matrix, output_fd, outcome, err) < 0)
        return -1;
    if (!matrix->equivalence)
        return 0;
    return equivalence_keep(matrix->equivalence, input, *outcome, output_fd, err) < 0
               ? -1
               : equivalence_meet(matrix->equivalence, input, *outcome, 0, err);
}

struct hash128 matrix_expected(const struct matrix *matrix, const struct made_test *test)
{
    struct run_outcome outcome = {.hash = test->expected, .verdict = VERDICT_AC};

    if (matrix->equivalence)
        equivalence_apply(matrix->equivalence, &matrix->record->inputs.list[test->input], &outcome);
    return outcome.hash;
}
