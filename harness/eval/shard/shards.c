/* SPDX-License-Identifier: MIT */
#include "eval/shard/shards.h"
#include "eval/shard/shard_file.h"
#include "eval/shard/shard_lines.h"
#include "base/file.h"
#include "base/json/json.h"
#include "base/stream/records.h"
#include "base/table.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES_MAX = 256 * MIB };

struct shard_outcome {
    struct hash128 key;
    struct noted_outcome noted;
};

struct shards {
    struct shard_file *files; /* by index, once they are complete */
    size_t count, room;
    struct shard_outcome *outcomes;
    size_t outcome_count, outcome_room;
    struct shard_task *tasks;
    size_t task_count, task_room;
    struct table *by_key;
};

void shards_free(struct shards *shards)
{
    if (!shards)
        return;
    for (size_t i = 0; i < shards->count; i++)
        shard_file_release(&shards->files[i]);
    for (size_t i = 0; i < shards->outcome_count; i++)
        noted_outcome_release(&shards->outcomes[i].noted);
    for (size_t i = 0; i < shards->task_count; i++) {
        free(shards->tasks[i].id);
        free(shards->tasks[i].lacking);
    }
    free(shards->files);
    free(shards->outcomes);
    free(shards->tasks);
    table_free(shards->by_key);
    free(shards);
}

/* ---- lines */

static int take_task(struct shards *shards, const struct json_members *row, struct err *err)
{
    struct shard_task *grown =
        array_grow(shards->tasks, shards->task_count, &shards->task_room, sizeof *grown);

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    shards->tasks = grown;
    if (!shard_read_task(&grown[shards->task_count], row)) {
        free(grown[shards->task_count].lacking);
        return err_set(err, ERR_INPUT, "not the line of a task");
    }
    shards->task_count++;
    return 0;
}

static int take_outcome(struct shards *shards, const struct json_members *row, struct err *err)
{
    struct shard_outcome *grown =
        array_grow(shards->outcomes, shards->outcome_count, &shards->outcome_room, sizeof *grown);
    struct shard_outcome *outcome;
    size_t earlier;

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    shards->outcomes = grown;
    outcome = &grown[shards->outcome_count];
    *outcome = (struct shard_outcome){0};
    if (!shard_read_outcome(&outcome->key, &outcome->noted, row) ||
        table_get(shards->by_key, outcome->key, &earlier)) {
        noted_outcome_release(&outcome->noted);
        return err_set(err, ERR_INPUT, "not the line of an outcome");
    }
    if (table_put(shards->by_key, shards->outcome_count) < 0) {
        noted_outcome_release(&outcome->noted);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    shards->outcome_count++;
    return 0;
}

/* The line after the header, numbered from 0. */
static int take_line(struct shards *shards, const struct shard_file *file, size_t number,
                     const char *text, size_t length, struct err *err)
{
    cleanup_with(json_members_release) struct json_members row = {0};
    int is_object = json_read_members(&row, text, length, err);

    if (is_object <= 0)
        return is_object < 0 ? -1 : err_set(err, ERR_INPUT, "not a JSON object");
    return number < file->tasks ? take_task(shards, &row, err) : take_outcome(shards, &row, err);
}

static bool same_slice(const struct json_slice *a, const struct json_slice *b)
{
    return a && b && a->len == b->len && memcmp(a->at, b->at, a->len) == 0;
}

/* What must be the same of all; paths may differ, since hosts mount differently. */
static int compare_headers(const struct shard_file *a, const struct shard_file *b, struct err *err)
{
    static const char *const keys[] = {"winnow",  "of",         "isolation",
                                       "options", "suite_hash", "samples_hash"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct json_slice *x = json_find(&a->asked, keys[i]);
        const struct json_slice *y = json_find(&b->asked, keys[i]);

        if (!same_slice(x, y))
            return err_set(err, ERR_INPUT, "%s and %s are not of one evaluation: %s %.*s and %.*s",
                           a->path, b->path, keys[i], x ? (int)x->len : 0, x ? x->at : "",
                           y ? (int)y->len : 0, y ? y->at : "");
    }
    return 0;
}

/* The last of the files against those before it. */
static int check_header(const struct shards *shards, struct err *err)
{
    const struct shard_file *last = &shards->files[shards->count - 1];

    for (size_t i = 0; i + 1 < shards->count; i++) {
        const struct shard_file *file = &shards->files[i];

        if (compare_headers(file, last, err) < 0)
            return -1;
        if (file->index == last->index)
            return err_set(err, ERR_INPUT, "shard %zu is there twice: %s and %s", file->index,
                           file->path, last->path);
    }
    return 0;
}

static int read_lines(struct shards *shards, struct shard_file *file, struct records *records,
                      struct err *err)
{
    for (size_t number = 0;; number++) {
        enum record_kind kind;
        const char *text;
        size_t length;
        int rc = records_next(records, &text, &length, &kind, err);

        if (rc == 0 && kind == RECORD_END)
            return number == 1 + file->tasks + file->outcomes
                       ? 0
                       : err_set(err, ERR_INPUT, "%s: it is cut short", file->path);
        if (rc == 0 && kind == RECORD_TOO_LONG)
            rc = err_set(err, ERR_INPUT, "a line of more than 256 MiB");
        else if (rc == 0)
            rc = file->header ? take_line(shards, file, number - 1, text, length, err)
                              : shard_read_header(file, text, length, err);
        if (rc < 0)
            return err_wrap(err, "%s:%zu", file->path, number + 1);
        if (number == 0 && check_header(shards, err) < 0)
            return -1;
    }
}

/* Takes the path over. */
static int read_file(struct shards *shards, char *path, struct err *err)
{
    cleanup_with(records_freep) struct records *records = NULL;
    struct shard_file *grown =
        array_grow(shards->files, shards->count, &shards->room, sizeof *grown);
    int fd;

    if (!grown) {
        free(path);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    shards->files = grown;
    grown[shards->count++] = (struct shard_file){.path = path};
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return err_set(err, ERR_INPUT,
                       "%s is not there: the shard has not ended; start it again, and it goes on",
                       path);
    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    return records_open(&records, fd, LINE_BYTES_MAX, err) < 0
               ? -1
               : read_lines(shards, &shards->files[shards->count - 1], records, err);
}

/* ---- all of them */

static bool is_shard_dir(const char *name)
{
    unsigned index, of;
    int end = 0;

    return sscanf(name, "shard-%u-of-%u%n", &index, &of, &end) == 2 && !name[end];
}

/* The directory is one of shards, or a shard's own. */
static int read_dir(struct shards *shards, const char *dir, struct err *err)
{
    const char *slash = strrchr(dir, '/');
    size_t before = shards->count, count = 0;
    char **names = NULL;
    int rc = file_list(dir, &names, &count, err);

    if (rc == 0 && is_shard_dir(slash ? slash + 1 : dir)) {
        char *path = file_join(dir, SHARD_FILE_NAME);

        rc = path ? read_file(shards, path, err) : err_set(err, ERR_JUDGE, "out of memory");
    }
    for (size_t i = 0; i < count && rc == 0; i++) {
        char *path = NULL;

        if (!is_shard_dir(names[i]))
            continue;
        rc = asprintf(&path, "%s/%s/%s", dir, names[i], SHARD_FILE_NAME) < 0
                 ? err_set(err, ERR_JUDGE, "out of memory")
                 : read_file(shards, path, err);
    }
    file_list_free(names, count);
    if (rc < 0)
        return -1;
    return shards->count > before ? 0 : err_set(err, ERR_INPUT, "%s: there is no shard in it", dir);
}

static int compare_indexes(const void *a, const void *b)
{
    const struct shard_file *x = a, *y = b;

    return (x->index > y->index) - (x->index < y->index);
}

static int refuse_missing(const struct shards *shards, struct err *err)
{
    size_t of = shards->files[0].of, missing = of - shards->count, shown = 0, at = 0;
    char list[80] = "";

    for (size_t i = 0; i < of && shown < 10; i++) {
        size_t used = strlen(list);

        if (at < shards->count && shards->files[at].index == i)
            at++;
        else
            snprintf(list + used, sizeof list - used, "%s%zu", shown++ ? ", " : "", i);
    }
    return err_set(err, ERR_INPUT, "of %zu shards %zu %s missing: %s%s", of, missing,
                   missing == 1 ? "is" : "are", list, missing > shown ? ", …" : "");
}

static int check_complete(struct shards *shards, struct err *err)
{
    qsort(shards->files, shards->count, sizeof *shards->files, compare_indexes);
    return shards->count < shards->files[0].of ? refuse_missing(shards, err) : 0;
}

static struct hash128 key_of_outcome(const void *context, size_t number)
{
    const struct shards *shards = context;

    return shards->outcomes[number].key;
}

int shards_read(struct shards **out, const char *const *dirs, size_t count, struct err *err)
{
    struct shards *shards = calloc(1, sizeof *shards);
    int rc = 0;

    if (!shards || !(shards->by_key = table_new(key_of_outcome, shards)))
        rc = err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < count && rc == 0; i++)
        rc = read_dir(shards, dirs[i], err);
    if (rc < 0 || check_complete(shards, err) < 0) {
        shards_free(shards);
        return -1;
    }
    *out = shards;
    return 0;
}

/* ---- what they say */

char *shards_text(const struct shards *shards, const char *key)
{
    return json_text(&shards->files[0].asked, key);
}

int shards_list(const struct shards *shards, const char *key, char ***out, size_t *count,
                struct err *err)
{
    const struct json_slice *value = json_find(&shards->files[0].asked, key);

    if (!value || json_slice_type(*value) != JSON_ARRAY)
        return err_set(err, ERR_INPUT, "%s: no list under \"%s\"", shards->files[0].path, key);
    return json_texts(out, count, *value, err) < 0
               ? err_wrap(err, "%s: \"%s\"", shards->files[0].path, key)
               : 0;
}

int shards_check(const struct shards *shards, struct hash128 suite, struct hash128 samples,
                 struct err *err)
{
    static const char *const keys[] = {"suite_hash", "samples_hash"};
    const struct hash128 now[] = {suite, samples};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        cleanup_free char *text = shards_text(shards, keys[i]);
        struct hash128 then;

        if (!text || !hash_parse(text, &then) || !hash_equal(then, now[i]))
            return err_set(
                err, ERR_INPUT,
                "the %s changed after the shards were judged (%s in %s): start them again",
                i == 0 ? "suite has" : "samples have", keys[i], shards->files[0].path);
    }
    return 0;
}

void shards_settle(struct shards *shards, struct suite *suite)
{
    for (size_t i = 0; i < shards->task_count; i++) {
        struct task *task = suite_find(suite, shards->tasks[i].id);

        if (!task)
            continue;
        task->together = shards->tasks[i].together;
        task->canonical_fails = shards->tasks[i].canonical_fails;
        task->lacking = steal_ptr(&shards->tasks[i].lacking);
    }
}

size_t shards_outcomes(const struct shards *shards)
{
    return shards->outcome_count;
}

int shards_recall(const struct shards *shards, struct hash128 key, struct noted_outcome *out,
                  struct err *err)
{
    const struct noted_outcome *noted;
    size_t number;

    if (!table_get(shards->by_key, key, &number))
        return err_set(err, ERR_INPUT, "no shard has judged it");
    noted = &shards->outcomes[number].noted;
    *out = *noted;
    out->detail = strdup(noted->detail);
    out->test = noted->test ? strdup(noted->test) : NULL;
    out->report = noted->report ? strdup(noted->report) : NULL;
    out->behaviour = noted->behaviour ? strdup(noted->behaviour) : NULL;
    if (out->detail && !out->test == !noted->test && !out->report == !noted->report &&
        !out->behaviour == !noted->behaviour)
        return 0;
    noted_outcome_release(out);
    return err_set(err, ERR_JUDGE, "out of memory");
}
