/* SPDX-License-Identifier: MIT */
#include "eval/task_counts.h"
#include "eval/shard/shard.h"
#include "winnow/cleanup.h"

#include <stdlib.h>

enum { LOOK_EVERY = 1024 };

/* Sets which tasks are judged: those that have samples and are this shard's. */
static int choose_tasks(struct evaluation *evaluation, const size_t *counts, struct err *err)
{
    struct suite *suite = evaluation->attempts.suite;
    cleanup_free bool *mine = calloc(suite->count + 1, sizeof *mine);

    if (!mine)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (shard_deal(evaluation->shard, counts, suite->count, mine, err) < 0)
        return -1;
    for (size_t i = 0; i < suite->count; i++)
        suite->tasks[i].wanted = mine[i];
    return 0;
}

int evaluation_find_wanted(struct evaluation *evaluation, struct err *err)
{
    struct suite *suite = evaluation->attempts.suite;
    cleanup_free size_t *counts = calloc(suite->count + 1, sizeof *counts);
    struct sample sample;
    int rc;

    if (!counts)
        return err_set(err, ERR_JUDGE, "out of memory");

    for (size_t i = 1; (rc = samples_next(evaluation->samples, &sample, err)) > 0; i++) {
        const struct task *task = suite_find(suite, sample.task_id);

        if (task)
            counts[task - suite->tasks]++;
        if (i % LOOK_EVERY == 0 && !evaluation->shards &&
            service_look(evaluation->attempts.service, err) < 0)
            return -1;
    }
    samples_rewind(evaluation->samples);
    return rc < 0 ? -1 : choose_tasks(evaluation, counts, err);
}

/* Tests are run in their order, up to the first that fails. */
bool evaluation_passes_examples(const struct outcome *outcome)
{
    const char *failed = outcome->noted.test;

    return outcome->noted.verdict == VERDICT_AC ||
           (failed && outcome->task->examples > 0 &&
            strtoul(failed, NULL, 10) > outcome->task->examples);
}

void evaluation_count(struct evaluation *evaluation)
{
    for (size_t i = 0; i < evaluation->sample_count; i++) {
        const struct outcome *outcome = evaluation->outcome_of[i] == NO_OUTCOME
                                            ? NULL
                                            : &evaluation->outcomes[evaluation->outcome_of[i]];

        if (!outcome)
            continue;
        if (i >= evaluation->own.samples) {
            outcome->task->against_samples++;
            outcome->task->against_passed += outcome->noted.verdict == VERDICT_AC;
            continue;
        }
        outcome->task->samples++;
        outcome->task->passed += outcome->noted.verdict == VERDICT_AC;
        outcome->task->survivors += evaluation_passes_examples(outcome);
    }
}
