/* SPDX-License-Identifier: MIT */
#include "record/journal_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct hash128 key_of(const void *context, size_t number)
{
    const struct journal_index *past = context;

    return past->runs[number].key;
}

int journal_index_init(struct journal_index *past, const struct problem *problem,
                       struct roster *roster, struct err *err)
{
    *past = (struct journal_index){.problem = problem, .roster = roster};
    past->by_key = table_new(key_of, past);
    return past->by_key ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

void journal_index_release(struct journal_index *past)
{
    table_free(past->by_key);
    free(past->runs);
    free(past->verdicts);
    made_inputs_release(&past->inputs);
}

/* The problem's own copy of a test's name; -1 when it has no such test. */
static int find_test(const struct test_case *tests, size_t count, const char **name,
                     struct err *err)
{
    if (!*name)
        return 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(tests[i].name, *name) == 0) {
            *name = tests[i].name;
            return 0;
        }
    }
    return err_set(err, ERR_INPUT, "the problem has no test '%.80s'", *name);
}

static int take_judged(struct journal_index *past, struct journal_line *line, struct err *err)
{
    const struct problem *problem = past->problem;

    if (find_test(problem->samples, problem->sample_count, &line->judgement.test, err) < 0)
        return -1;
    past->judged++;
    return roster_recall(past->roster, line->program, &line->judgement, err);
}

static int make_room(struct journal_index *past, struct err *err)
{
    size_t room = past->run_room ? past->run_room * 2 : 64;
    struct journal_index_run *grown;

    if (past->run_count < past->run_room)
        return 0;
    grown = realloc(past->runs, room * sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    past->runs = grown;
    past->run_room = room;
    return 0;
}

static int take_run(struct journal_index *past, const struct journal_line *line, struct err *err)
{
    struct journal_index_run run = {.key = hash_fold(line->program, line->input),
                                    .outcome = line->run};
    size_t number;

    if (table_get(past->by_key, run.key, &number))
        return err_set(err, ERR_INPUT, "the program was run on this input before");
    if (make_room(past, err) < 0)
        return -1;
    past->runs[past->run_count++] = run;
    return table_put(past->by_key, past->run_count - 1) < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : 0;
}

static int take_verdict(struct journal_index *past, struct journal_line *line, struct err *err)
{
    const struct problem *problem = past->problem;
    struct known_verdict *grown =
        realloc(past->verdicts, (past->verdict_count + 1) * sizeof *grown);

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    past->verdicts = grown;
    if (find_test(problem->secrets, problem->secret_count, &line->judgement.test, err) < 0)
        return -1;
    grown[past->verdict_count].program = line->program;
    grown[past->verdict_count++].judgement = line->judgement;
    return 0;
}

/* Those noted last count: the earlier ones were lost from DIR/inputs. */
static void take_inputs(struct journal_index *past, struct journal_line *line)
{
    made_inputs_release(&past->inputs);
    past->inputs = line->inputs;
    past->has_inputs = true;
    memset(&line->inputs, 0, sizeof line->inputs);
}

int journal_index_take(struct journal_index *past, struct journal_line *line, struct err *err)
{
    switch (line->kind) {
    case JOURNAL_JUDGED:
        return take_judged(past, line, err);
    case JOURNAL_RAN:
        return take_run(past, line, err);
    case JOURNAL_EVALUATED:
        return take_verdict(past, line, err);
    case JOURNAL_INPUTS:
        take_inputs(past, line);
        break;
    }
    return 0;
}

bool journal_index_run(const struct journal_index *past, struct hash128 program,
                       struct hash128 input, struct run_outcome *outcome)
{
    size_t number;

    if (!table_get(past->by_key, hash_fold(program, input), &number))
        return false;
    *outcome = past->runs[number].outcome;
    return true;
}

bool journal_index_evaluated(const struct journal_index *past, struct hash128 program,
                             struct judgement *judgement)
{
    for (size_t i = 0; i < past->verdict_count; i++) {
        if (hash_equal(past->verdicts[i].program, program)) {
            *judgement = past->verdicts[i].judgement;
            return true;
        }
    }
    return false;
}
