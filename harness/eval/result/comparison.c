/* SPDX-License-Identifier: MIT */
#include "eval/result/comparison.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>

static struct tally tally_ours(const struct task *task)
{
    return (struct tally){.samples = task->samples, .right = task->passed};
}

static struct tally tally_theirs(const struct task *task)
{
    return (struct tally){.samples = task->against_samples, .right = task->against_passed};
}

static void add_difference(struct pairing *comparison, const struct tally *ours,
                           const struct tally *theirs, unsigned k, uint64_t seed)
{
    size_t at = comparison->count;
    struct named_estimate *difference = &comparison->differences[at];
    struct estimate own, other;

    if (!estimate_difference(ours, theirs, comparison->tasks, estimate_pass_at, k, seed,
                             &difference->estimate) ||
        !estimate_over_tasks(ours, comparison->tasks, estimate_pass_at, k, seed, &own) ||
        !estimate_over_tasks(theirs, comparison->tasks, estimate_pass_at, k, seed, &other))
        return;
    snprintf(difference->name, sizeof difference->name, "pass@%u", k);
    comparison->ks[at] = k;
    comparison->ours[at] = own.value;
    comparison->theirs[at] = other.value;
    comparison->count++;
}

int comparison_make(struct pairing *comparison, const struct suite *suite, const unsigned *ks,
                    size_t k_count, uint64_t seed, struct err *err)
{
    cleanup_free struct tally *ours = calloc(suite->count + 1, sizeof *ours);
    cleanup_free struct tally *theirs = calloc(suite->count + 1, sizeof *theirs);

    if (!ours || !theirs)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < suite->count; i++) {
        const struct task *task = &suite->tasks[i];

        comparison->samples += task->against_samples;
        if (task->samples > 0 && task->against_samples > 0) {
            ours[comparison->tasks] = tally_ours(task);
            theirs[comparison->tasks++] = tally_theirs(task);
        } else {
            comparison->left_out += task->samples > 0 || task->against_samples > 0;
        }
    }
    for (size_t i = 0; i < k_count && i < ESTIMATES_MAX; i++)
        add_difference(comparison, ours, theirs, ks[i], seed);
    return 0;
}

void comparison_put(struct json_writer *w, const struct pairing *comparison)
{
    if (comparison->samples == 0)
        return;
    json_field_object(w, "against");
    json_field_uint64(w, "samples", comparison->samples);
    json_field_uint64(w, "tasks", comparison->tasks);
    json_field_uint64(w, "left_out", comparison->left_out);
    for (size_t i = 0; i < comparison->count; i++) {
        const struct named_estimate *difference = &comparison->differences[i];

        json_field_object(w, difference->name);
        json_field_double(w, "ours", comparison->ours[i]);
        json_field_double(w, "theirs", comparison->theirs[i]);
        json_field_double(w, "difference", difference->estimate.value);
        json_field_double(w, "low", difference->estimate.low);
        json_field_double(w, "high", difference->estimate.high);
        json_end_object(w);
    }
    json_end_object(w);
}

void comparison_put_task(struct json_writer *w, const struct pairing *comparison,
                         const struct task *task)
{
    if (comparison->samples == 0)
        return;
    json_field_object(w, "against");
    json_field_uint64(w, "samples", task->against_samples);
    json_field_uint64(w, "passed", task->against_passed);
    json_field_object(w, "difference");
    for (size_t i = 0; i < comparison->count && task->against_samples > 0; i++)
        json_field_double(w, comparison->differences[i].name,
                          estimate_pass_at(tally_ours(task), comparison->ks[i]) -
                              estimate_pass_at(tally_theirs(task), comparison->ks[i]));
    json_end_object(w);
    json_end_object(w);
}
