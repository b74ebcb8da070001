/* SPDX-License-Identifier: MIT */
#include "eval/shard/shard_file.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 256 * 1024 };

char *shard_dir(const char *dir, struct shard shard)
{
    char *path;

    return asprintf(&path, "%s/shard-%u-of-%u", dir, shard.index, shard.count) < 0 ? NULL : path;
}

int shard_hash_suite(const struct suite *suite, struct hash128 *out, struct err *err)
{
    cleanup_with(hash_freep) struct hash_state *hash = hash_new();

    if (!hash)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < suite->count; i++) {
        const struct task *task = &suite->tasks[i];
        const int64_t limits[] = {task->time_limit, task->memory_limit};

        hash_text(hash, task->id);
        hash_update(hash, &task->content, sizeof task->content);
        hash_text(hash, task->canonical);
        hash_update(hash, limits, sizeof limits);
    }
    *out = hash_digest(hash);
    return 0;
}

static void put_hash(struct json_writer *w, const char *key, struct hash128 hash)
{
    char hex[33];

    hash_hex(hash, hex);
    json_field_string(w, key, hex);
}

static void put_list(struct json_writer *w, const char *key, const char *const *list)
{
    json_field_array(w, key);
    for (; *list; list++)
        json_string(w, *list);
    json_end_array(w);
}

static size_t count_tasks(const struct suite *suite)
{
    size_t count = 0;

    for (size_t i = 0; i < suite->count; i++)
        count += suite->tasks[i].wanted;
    return count;
}

/* Answers without a program are no one's outcome: `winnow merge` sees them again. */
static size_t count_outcomes(const struct evaluation *evaluation)
{
    size_t count = 0;

    for (size_t i = 0; i < evaluation->outcome_count; i++)
        count += !evaluation->outcomes[i].no_program;
    return count;
}

struct shard_lines {
    const struct evaluation *evaluation;
    const struct shard_order *order;
};

static int add_header(struct buf *out, const struct shard_lines *lines, struct err *err)
{
    const struct evaluation *evaluation = lines->evaluation;
    const struct shard_order *order = lines->order;
    struct hash128 suite, samples;
    struct json_writer w;

    if (shard_hash_suite(evaluation->attempts.suite, &suite, err) < 0 ||
        samples_hash(evaluation->samples, &samples, err) < 0)
        return -1;
    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", SHARD_SCHEMA_VERSION);
    json_field_string(&w, "winnow", WINNOW_VERSION);
    json_field_uint64(&w, "shard", evaluation->shard.index);
    json_field_uint64(&w, "of", evaluation->shard.count);
    json_field_string(&w, "isolation", order->isolation);
    put_list(&w, "options", order->options);
    json_field_string(&w, "suite", order->suite);
    put_hash(&w, "suite_hash", suite);
    put_list(&w, "samples", order->samples);
    put_list(&w, "against", order->against);
    put_hash(&w, "samples_hash", samples);
    json_field_uint64(&w, "tasks", count_tasks(evaluation->attempts.suite));
    json_field_uint64(&w, "outcomes", count_outcomes(evaluation));
    json_end_object(&w);
    return json_finish(&w, err);
}

static int add_task_line(struct buf *out, const struct task *task, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "task", task->id);
    json_field_bool(&w, "together", task->together);
    json_field_bool(&w, "canonical_fails", task->canonical_fails);
    json_field_string(&w, "lacking", task->lacking);
    json_end_object(&w);
    return json_finish(&w, err);
}

static int add_outcome_line(struct buf *out, const struct outcome *outcome, struct err *err)
{
    const struct noted_outcome *noted = &outcome->noted;
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    put_hash(&w, "key", outcome->key);
    json_field_string(&w, "verdict", verdict_name(noted->verdict));
    json_field_string(&w, "detail", noted->detail);
    json_field_string(&w, "test", noted->test);
    json_field_string(&w, "report", noted->report);
    if (noted->behaviour)
        json_field_string(&w, "behaviour", noted->behaviour);
    json_field_int64(&w, "cpu_ns", noted->cpu);
    json_field_int64(&w, "wall_ns", noted->wall);
    json_field_int64(&w, "memory", noted->memory);
    json_end_object(&w);
    return json_finish(&w, err);
}

static int write_shard(void *context, int fd, struct err *err)
{
    const struct shard_lines *lines = context;
    const struct evaluation *evaluation = lines->evaluation;
    const struct suite *suite = evaluation->attempts.suite;
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);

    if (add_header(&out, lines, err) < 0)
        return -1;
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].wanted && add_task_line(&out, &suite->tasks[i], err) < 0)
            return -1;
    for (size_t i = 0; i < evaluation->outcome_count; i++)
        if (!evaluation->outcomes[i].no_program &&
            (add_outcome_line(&out, &evaluation->outcomes[i], err) < 0 ||
             file_flush(fd, &out, CHUNK_BYTES, "writing results", err) < 0))
            return -1;
    return file_flush(fd, &out, 1, "writing results", err);
}

int shard_file_write(const struct evaluation *evaluation, const struct shard_order *order,
                     const char *dir, struct err *err)
{
    struct shard_lines lines = {evaluation, order};

    return file_replace_by(dir, SHARD_FILE_NAME, write_shard, &lines, err);
}
