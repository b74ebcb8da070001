/* SPDX-License-Identifier: MIT */
#include "eval/shard/shard_lines.h"
#include "eval/shard/shard_file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void shard_file_release(struct shard_file *file)
{
    free(file->path);
    free(file->header);
    json_members_release(&file->asked);
}

/* A number that is not negative, under that key; false: there is none. */
static bool number_under(const struct json_members *row, const char *key, int64_t *out)
{
    cleanup_free char *text = json_text(row, key);
    char *end;

    if (!text)
        return false;
    errno = 0;
    *out = strtoll(text, &end, 10);
    return !*end && !errno && *out >= 0;
}

static bool size_under(const struct json_members *row, const char *key, size_t *out)
{
    int64_t number;
    bool there = number_under(row, key, &number);

    *out = there ? (size_t)number : 0;
    return there;
}

static bool flag_under(const struct json_members *row, const char *key)
{
    const struct json_slice *value = json_find(row, key);

    return value && value->len == 4 && memcmp(value->at, "true", 4) == 0;
}

int shard_read_header(struct shard_file *file, const char *text, size_t length, struct err *err)
{
    int64_t schema;

    file->header = strndup(text, length);
    if (!file->header)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (json_read_members(&file->asked, file->header, length, err) <= 0 ||
        !number_under(&file->asked, "schema_version", &schema) ||
        !size_under(&file->asked, "shard", &file->index) ||
        !size_under(&file->asked, "of", &file->of) ||
        !size_under(&file->asked, "tasks", &file->tasks) ||
        !size_under(&file->asked, "outcomes", &file->outcomes) || file->index >= file->of)
        return err_set(err, ERR_INPUT, "not what a shard writes");
    return schema == SHARD_SCHEMA_VERSION
               ? 0
               : err_set(err, ERR_INPUT, "it has schema version %" PRId64 "; this winnow has %d",
                         schema, SHARD_SCHEMA_VERSION);
}

bool shard_read_task(struct shard_task *out, const struct json_members *row)
{
    *out = (struct shard_task){.id = json_text(row, "task"),
                               .lacking = json_text(row, "lacking"),
                               .together = flag_under(row, "together"),
                               .canonical_fails = flag_under(row, "canonical_fails")};
    return out->id != NULL;
}

bool shard_read_outcome(struct hash128 *key, struct noted_outcome *noted,
                        const struct json_members *row)
{
    cleanup_free char *hex = json_text(row, "key"), *verdict = json_text(row, "verdict");

    noted->detail = json_text(row, "detail");
    noted->test = json_text(row, "test");
    noted->report = json_text(row, "report");
    noted->behaviour = json_text(row, "behaviour");
    if (!hex || !hash_parse(hex, key) || !verdict || !noted->detail ||
        !number_under(row, "cpu_ns", &noted->cpu) || !number_under(row, "wall_ns", &noted->wall) ||
        !number_under(row, "memory", &noted->memory))
        return false;
    noted->verdict = verdict_parse(verdict);
    return noted->verdict <= VERDICT_JE;
}
