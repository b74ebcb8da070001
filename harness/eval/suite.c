/* SPDX-License-Identifier: MIT */
#include "eval/suite.h"
#include "base/json.h"
#include "base/records.h"
#include "base/table.h"
#include "winnow/cleanup.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum { ROW_MAX = 64 * MIB, TASKS_MAX = 1000000 };

/* ---- the formats */

static int need_text(char **out, const struct json_members *row, const char *key, struct err *err)
{
    *out = json_text(row, key);
    return *out ? 0 : err_set(err, ERR_INPUT, "no text under \"%s\"", key);
}

static int take_human_eval(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_free char *language = json_text(row, "language");
    const struct language *python = language ? language_by_name(language) : NULL;

    if (language && (!python || strcmp(python->name, "python3") != 0))
        return err_set(err, ERR_INPUT, "tests in %s are not run yet: only those in Python",
                       language);
    task->canonical = json_text(row, "canonical_solution");
    return need_text(&task->prompt, row, "prompt", err) < 0 ||
                   need_text(&task->entry_point, row, "entry_point", err) < 0 ||
                   need_text(&task->tests, row, "test", err) < 0
               ? -1
               : 0;
}

/* Each string of a list, with a line end behind it. */
static int add_lines(struct buf *out, const struct json_members *row, const char *key,
                     struct err *err)
{
    const struct json_member *member = json_find(row, key);
    cleanup_with(json_members_release) struct json_members lines = {0};

    if (!member)
        return 0;
    if (json_read_elements(&lines, member->value.at, member->value.len, err) <= 0)
        return err_set(err, ERR_INPUT, "\"%s\" is not a list", key);
    for (size_t i = 0; i < lines.count; i++) {
        cleanup_free char *line = NULL;

        if (json_decode_string(&line, lines.list[i].value, err) < 0)
            return err_wrap(err, "\"%s\"", key);
        if (buf_adds(out, line) < 0 || buf_addc(out, '\n') < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    return 0;
}

/* The tests are assert statements; samples are whole programs. */
static int take_mbpp(struct task *task, const struct json_members *row, struct err *err)
{
    cleanup_with(buf_release) struct buf tests = BUF_INIT(ROW_MAX);
    cleanup_free char *setup = json_text(row, "test_setup_code");

    task->canonical = json_text(row, "code");
    task->prompt = strdup("");
    if (setup && (buf_adds(&tests, setup) < 0 || buf_addc(&tests, '\n') < 0))
        return err_set(err, ERR_JUDGE, "out of memory");
    if (add_lines(&tests, row, "test_imports", err) < 0 ||
        add_lines(&tests, row, "test_list", err) < 0)
        return -1;
    task->tests = strdup(buf_str(&tests));
    return task->prompt && task->tests ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

struct suite_format {
    const char *name;
    const char *const *keys; /* those that a row of it has and of other formats has not */
    int (*take)(struct task *task, const struct json_members *row, struct err *err);
};

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static const struct suite_format formats[] = {
    {"human-eval", KEYS("prompt", "entry_point", "test"), take_human_eval},
    {"mbpp", KEYS("code", "test_list"), take_mbpp},
};
enum { FORMATS = sizeof formats / sizeof *formats };

const char *suite_formats(void)
{
    return "human-eval, mbpp";
}

const char *suite_format_name(const struct suite *suite)
{
    return suite->format->name;
}

static bool has_keys(const struct json_members *row, const char *const *keys)
{
    for (; *keys; keys++)
        if (!json_find(row, *keys))
            return false;
    return true;
}

static int choose_format(struct suite *suite, const char *name, const struct json_members *row,
                         struct err *err)
{
    for (size_t i = 0; i < FORMATS && !suite->format; i++)
        if (name ? strcmp(name, formats[i].name) == 0 : has_keys(row, formats[i].keys))
            suite->format = &formats[i];
    if (suite->format)
        return 0;
    if (name)
        return err_set(err, ERR_INPUT, "no format '%.80s' (there are %s)", name, suite_formats());
    return err_set(err, ERR_INPUT, "the keys are those of no format that is known (%s)",
                   suite_formats());
}

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

static int add_task(struct suite *suite, const struct json_members *row, struct err *err)
{
    struct task *grown = array_grow(suite->tasks, suite->count, &suite->room, sizeof *grown);
    struct task *task;
    size_t earlier;

    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    suite->tasks = grown;
    task = &suite->tasks[suite->count];
    *task = (struct task){.test.input_fd = -1};
    if (need_text(&task->id, row, "task_id", err) < 0 || suite->format->take(task, row, err) < 0 ||
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

static bool is_blank(const char *text, size_t length)
{
    return strspn(text, " \t\r") == length;
}

static int read_row(struct suite *suite, const char *text, size_t length, const char *format,
                    struct err *err)
{
    cleanup_with(json_members_release) struct json_members row = {0};
    int is_object = json_read_members(&row, text, length, err);

    if (is_object < 0)
        return -1;
    if (!is_object)
        return err_set(err, ERR_INPUT, "not a JSON object");
    if (!suite->format && choose_format(suite, format, &row, err) < 0)
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

static void close_records(struct records **records)
{
    records_free(*records);
}

int suite_load(struct suite *suite, const char *path, const char *format, struct err *err)
{
    cleanup_with(close_records) struct records *records = NULL;
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
    *suite = (struct suite){0};
}

struct task *suite_find(const struct suite *suite, const char *id)
{
    size_t number;

    return table_get(suite->by_id, id_key(id), &number) ? &suite->tasks[number] : NULL;
}
