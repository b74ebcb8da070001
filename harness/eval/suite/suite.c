/* SPDX-License-Identifier: MIT */
#include "eval/suite/suite.h"
#include "base/json/json.h"
#include "base/stream/records.h"
#include "base/table.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_MAX = 64 * MIB, TASKS_MAX = 1000000 };

/* ---- the file */

static struct hash128 id_key(const char *id)
{
    return hash_bytes(id, strlen(id));
}

static struct hash128 key_of_task(const void *context, size_t number)
{
    const struct suite *suite = context;

    return id_key(suite->tasks[number].id);
}

static int take_id(struct task *task, const struct json_members *row, struct err *err)
{
    static const char *const keys[] = {"task_id", "question_id", "problem_id", "id", "name"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !task->id; i++)
        task->id = json_text(row, keys[i]);
    return task->id ? 0
                    : err_set(err, ERR_INPUT, "no task_id, question_id, problem_id, id or name");
}

/* Tasks with such tests in the same language share it. */
static int set_joint(struct suite *suite, struct task *task, struct err *err)
{
    struct joint **grown;

    if (!task->language)
        return 0;
    for (size_t i = 0; i < suite->joint_count && !task->joint; i++)
        if (joint_fits(suite->joints[i], task->language, task->main_class, task->tests))
            task->joint = suite->joints[i];
    if (task->joint)
        return 0;
    grown = array_grow(suite->joints, suite->joint_count, &suite->joint_room, sizeof *grown);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    suite->joints = grown;
    if (joint_new(&task->joint, task->language, task->main_class, task->tests, err) < 0)
        return -1;
    if (task->joint)
        grown[suite->joint_count++] = task->joint;
    return 0;
}

static int add_task(struct suite *suite, const struct json_members *row, struct err *err)
{
    struct task *grown = array_grow(suite->tasks, suite->count, &suite->room, sizeof *grown);
    struct task *task;
    size_t earlier;

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    suite->tasks = grown;
    task = &suite->tasks[suite->count];
    *task = (struct task){0};
    if (take_id(task, row, err) < 0 || suite->format->take(task, row, err) < 0 ||
        set_joint(suite, task, err) < 0 || task_hash(task, err) < 0 ||
        (table_get(suite->by_id, id_key(task->id), &earlier) &&
         err_set(err, ERR_INPUT, "task '%.80s' is there twice", task->id) < 0)) {
        task_release(task);
        return -1;
    }
    if (suite->count == TASKS_MAX || table_put(suite->by_id, suite->count) < 0) {
        task_release(task);
        return err_set(err, ERR_JUDGE, "too many tasks, or out of memory");
    }
    suite->count++;
    return 0;
}

static int read_row(struct suite *suite, const char *text, size_t length, const char *format,
                    struct err *err);

static bool is_blank(const char *text, size_t length)
{
    return strspn(text, " \t\r") == length;
}

/* bigcode's references.json: a list of strings, each the tests of a task that is named by its place, from 0. */
static int read_reference(struct suite *suite, const char *text, size_t length, const char *format,
                          struct err *err)
{
    cleanup_with(buf_release) struct buf row = BUF_INIT(2 * ROW_MAX);

    if (buf_addf(&row, "{\"task_id\": %zu, \"reference\": ", suite->count) < 0 ||
        buf_add(&row, text, length) < 0 || buf_addc(&row, '}') < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return read_row(suite, buf_str(&row), row.len, format, err);
}

static int read_row(struct suite *suite, const char *text, size_t length, const char *format,
                    struct err *err)
{
    cleanup_with(json_members_release) struct json_members row = {0};
    int is_object = json_read_members(&row, text, length, err);

    if (is_object < 0)
        return -1;
    if (*text == '"')
        return read_reference(suite, text, length, format, err);
    if (!is_object)
        return err_set(err, ERR_INPUT, "not a JSON object");
    if (!suite->format && !(suite->format = suite_format_of(format, &row, err)))
        return -1;
    return add_task(suite, &row, err);
}

static int read_rows(struct suite *suite, struct records *records, const char *path,
                     const char *format, struct err *err)
{
    for (;;) {
        enum record_kind kind;
        const char *text;
        size_t length;
        int rc = records_next(records, &text, &length, &kind, err);

        if (rc < 0)
            return err_wrap(err, "%s", path);
        if (kind == RECORD_END)
            return 0;
        if (kind == RECORD_TOO_LONG)
            rc = err_set(err, ERR_INPUT, "a row of more than %d MiB", (int)(ROW_MAX / MIB));
        else if (!is_blank(text, length))
            rc = read_row(suite, text, length, format, err);
        if (rc < 0)
            return err_wrap(err, "%s:%" PRIu64, path, records_line(records));
    }
}

int suite_load(struct suite *suite, const char *path, const char *format, struct err *err)
{
    cleanup_with(records_freep) struct records *records = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return err_sys(err, ERR_INPUT, "%s", path);
    suite->by_id = table_new(key_of_task, suite);
    if (!suite->by_id) {
        close(fd);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (records_open(&records, fd, ROW_MAX, err) < 0 ||
        read_rows(suite, records, path, format, err) < 0)
        return -1;
    return suite->count > 0 ? 0 : err_set(err, ERR_INPUT, "%s: no task in it", path);
}

void suite_release(struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++)
        task_release(&suite->tasks[i]);
    free(suite->tasks);
    table_free(suite->by_id);
    for (size_t i = 0; i < suite->joint_count; i++)
        joint_free(suite->joints[i]);
    free(suite->joints);
    *suite = (struct suite){0};
}

struct task *suite_find(const struct suite *suite, const char *id)
{
    size_t number;

    return table_get(suite->by_id, id_key(id), &number) ? &suite->tasks[number] : NULL;
}

struct task *suite_find_prompt(const struct suite *suite, const char *prompt)
{
    for (size_t i = 0; i < suite->count; i++)
        if (strcmp(suite->tasks[i].prompt, prompt) == 0)
            return &suite->tasks[i];
    return NULL;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

bool suite_has_examples(const struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0 && suite->tasks[i].examples == 0)
            return false;
    return true;
}

void suite_limits(const struct suite *suite, const struct problem_overrides *asked,
                  struct problem *out)
{
    *out = (struct problem){0};
    for (size_t i = 0; i < suite->count; i++) {
        struct problem one;

        task_limits(&suite->tasks[i], asked, &one);
        one.time_limit = larger(one.time_limit, out->time_limit);
        one.memory_limit = larger(one.memory_limit, out->memory_limit);
        *out = one;
    }
}

bool suite_has_rows(const struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++)
        if (!suite->tasks[i].tests)
            return true;
    return false;
}

bool suite_has_calls(const struct suite *suite)
{
    for (size_t i = 0; i < suite->count; i++)
        if (task_has_calls(&suite->tasks[i]))
            return true;
    return false;
}
