/* SPDX-License-Identifier: MIT */
#include "eval/shard/shard.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <stdlib.h>

enum { SHARDS_MAX = 100000 };

/* Digits alone, at most `most`; moves *text behind them. */
static bool take_number(const char **text, unsigned long most, unsigned *out)
{
    char *end;
    unsigned long number;

    if (!isdigit((unsigned char)**text))
        return false;
    number = strtoul(*text, &end, 10);
    *text = end;
    *out = (unsigned)number;
    return number <= most;
}

int shard_parse(struct shard *out, const char *text, struct err *err)
{
    const char *at = text;
    struct shard shard = {0};
    unsigned first = 0;
    bool good = take_number(&at, SHARDS_MAX, &first);

    shard.indexed = good && *at == '/';
    shard.index = first;
    shard.count = first;
    if (shard.indexed) {
        at++;
        good = take_number(&at, SHARDS_MAX, &shard.count) && shard.index < shard.count;
    }
    if (!good || *at || shard.count == 0)
        return err_set(
            err, ERR_INPUT,
            "I/N is wanted, with I from 0 to N-1 and N at most %d, or N alone, not '%.40s'",
            SHARDS_MAX, text);
    *out = shard;
    return 0;
}

/* 1: there is such a variable; 0; -1: it is no number. */
static int read_variable(const char *name, unsigned *out, struct err *err)
{
    const char *text = getenv(name), *at = text;

    if (!text || !*text)
        return 0;
    return take_number(&at, INT32_MAX, out) && !*at
               ? 1
               : err_set(err, ERR_INPUT, "%s is no number: '%.40s'", name, text);
}

/*
 * 1: the task's place in a job array; 0: this is none. (sbatch(1), "OUTPUT ENVIRONMENT VARIABLES") Where some tasks of an
 * array are submitted again, as by --array=3,7, the count is theirs, and not that of the array that they were of.
 */
static int find_in_array(struct shard *out, struct err *err)
{
    unsigned id, count, least = 0, most = 0, step = 1;
    int there = read_variable("SLURM_ARRAY_TASK_ID", &id, err), has_most;

    if (there > 0)
        there = read_variable("SLURM_ARRAY_TASK_COUNT", &count, err);
    if (there <= 0)
        return there;
    has_most = read_variable("SLURM_ARRAY_TASK_MAX", &most, err);
    if (has_most < 0 || read_variable("SLURM_ARRAY_TASK_MIN", &least, err) < 0 ||
        read_variable("SLURM_ARRAY_TASK_STEP", &step, err) < 0)
        return -1;
    if (step == 0 || id < least || (id - least) % step != 0 || (id - least) / step >= count ||
        (has_most && (most < least || (most - least) / step + 1 != count)))
        return err_set(
            err, ERR_INPUT,
            "the ids of this job array do not go from the first to the last in equal steps: "
            "give --shard I/N");
    *out = (struct shard){.index = (id - least) / step, .count = count, .indexed = true};
    return 1;
}

static int take_from_array(struct shard *shard, struct shard found, const struct remarks *remarks,
                           struct err *err)
{
    if (shard->count > 0 && shard->count != found.count)
        return err_set(err, ERR_INPUT, "--shard %u in a job array of %u tasks: give --shard I/%u",
                       shard->count, found.count, shard->count);
    *shard = found;
    if (shard_is_part(found))
        remark(remarks,
               "shard %u of %u, by SLURM_ARRAY_TASK_ID (counted from 0; --shard 0/1 judges all)",
               found.index, found.count);
    return 0;
}

static int take_from_job(struct shard *shard, unsigned index, const struct remarks *remarks,
                         struct err *err)
{
    if (shard->count == 0) {
        remark(remarks, "JOB_COMPLETION_INDEX is set, but no --shard N: all tasks are judged here");
        return 0;
    }
    if (index >= shard->count)
        return err_set(err, ERR_INPUT, "--shard %u, but JOB_COMPLETION_INDEX is %u", shard->count,
                       index);
    shard->index = index;
    shard->indexed = true;
    remark(remarks, "shard %u of %u, by JOB_COMPLETION_INDEX", index, shard->count);
    return 0;
}

int shard_complete(struct shard *shard, const struct remarks *remarks, struct err *err)
{
    struct shard found;
    unsigned index;
    int there;

    if (shard->indexed)
        return 0;
    there = find_in_array(&found, err);
    if (there != 0)
        return there < 0 ? -1 : take_from_array(shard, found, remarks, err);
    there = read_variable("JOB_COMPLETION_INDEX", &index, err);
    if (there != 0)
        return there < 0 ? -1 : take_from_job(shard, index, remarks, err);
    return shard->count == 0 ? 0
                             : err_set(err, ERR_INPUT,
                                       "--shard %u: which one? Neither SLURM_ARRAY_TASK_ID nor "
                                       "JOB_COMPLETION_INDEX is set: give --shard I/%u",
                                       shard->count, shard->count);
}

bool shard_is_part(struct shard shard)
{
    return shard.count > 1;
}

struct dealt_task {
    size_t number, samples;
};

static int compare_tasks(const void *a, const void *b)
{
    const struct dealt_task *x = a, *y = b;

    if (x->samples != y->samples)
        return x->samples < y->samples ? 1 : -1;
    return (x->number > y->number) - (x->number < y->number);
}

int shard_deal(struct shard shard, const size_t *samples, size_t tasks, bool *mine, struct err *err)
{
    cleanup_free struct dealt_task *order = calloc(tasks + 1, sizeof *order);
    size_t count = 0;

    if (!order)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < tasks; i++)
        if (samples[i] > 0)
            order[count++] = (struct dealt_task){i, samples[i]};
    qsort(order, count, sizeof *order, compare_tasks);
    for (size_t i = 0; i < count; i++) {
        size_t turn = shard_is_part(shard) ? i % (2 * (size_t)shard.count) : 0;
        size_t to = turn < shard.count ? turn : 2 * (size_t)shard.count - 1 - turn;

        mine[order[i].number] = !shard_is_part(shard) || to == shard.index;
    }
    return 0;
}
