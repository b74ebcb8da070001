/* SPDX-License-Identifier: MIT */
#include "eval/sample/sample_folder.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "base/utf8.h"
#include "lang/language.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDER_REMARKS_MAX = 5 };

struct folder_reading {
    const struct suite *suite;
    const struct remarks *remarks;
    size_t skipped;
    int fd; /* of the lines */
};

static int compare_names(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    int numbers = strverscmp(x, y);

    return numbers ? numbers : strcmp(x, y);
}

static int list_in_order(const char *dir, char ***names, size_t *count, struct err *err)
{
    if (file_list(dir, names, count, err) < 0)
        return -1;
    if (*count > 0)
        qsort(*names, *count, sizeof **names, compare_names);
    return 0;
}

static void skip_file(struct folder_reading *reading, const char *path, const char *why)
{
    if (reading->skipped++ < FOLDER_REMARKS_MAX)
        remark(reading->remarks, "%s: %s; skipped", path, why);
}

static bool is_folder_of(const char *id, const char *name)
{
    for (; *id && (*id == '/' ? '_' : *id) == *name; id++)
        name++;
    return !*id && !*name;
}

/* The id of the task whose samples are in a directory of that name. */
static int find_task_id(const struct suite *suite, const char *name, const char **id,
                        struct err *err)
{
    *id = NULL;
    for (size_t i = 0; suite && i < suite->count; i++) {
        if (!is_folder_of(suite->tasks[i].id, name))
            continue;
        if (*id)
            return err_set(err, ERR_INPUT, "it may be of two tasks: '%.80s' and '%.80s'", *id,
                           suite->tasks[i].id);
        *id = suite->tasks[i].id;
    }
    if (!*id)
        *id = name;
    return 0;
}

static int write_line(struct folder_reading *reading, const char *task_id,
                      const struct language *language, const struct buf *source, struct err *err)
{
    cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_LINE);
    struct json_writer w;

    json_writer_init(&w, &line, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "task_id", task_id);
    json_field_string(&w, "language", language->name);
    json_field_string(&w, "solution", buf_str(source));
    json_end_object(&w);
    if (json_finish(&w, err) < 0)
        return -1;
    return file_write_all(reading->fd, line.data, line.len) < 0
               ? err_sys(err, ERR_JUDGE, "keeping the samples")
               : 0;
}

static int read_sample(struct folder_reading *reading, const char *path, const char *task_id,
                       struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    const char *slash = strrchr(path, '/');
    const struct language *language = language_by_file(slash ? slash + 1 : path);
    struct err why = {0};
    char sentence[160];

    if (!language) {
        language_file_refusal(slash ? slash + 1 : path, sentence, sizeof sentence);
        skip_file(reading, path, sentence);
    } else if (file_read(path, &source, &why) < 0) {
        skip_file(reading, path, why.msg);
    } else if (!utf8_valid(buf_str(&source), source.len) ||
               strlen(buf_str(&source)) != source.len) {
        skip_file(reading, path, "it is not UTF-8, or has a NUL in it");
    } else {
        return write_line(reading, task_id, language, &source, err);
    }
    return 0;
}

static int read_task(struct folder_reading *reading, const char *dir, const char *name,
                     struct err *err)
{
    const char *task_id;
    char **names = NULL;
    size_t count = 0;
    int rc = find_task_id(reading->suite, name, &task_id, err);

    if (rc < 0)
        return err_wrap(err, "%s", dir);
    rc = list_in_order(dir, &names, &count, err);
    for (size_t i = 0; i < count && rc == 0; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        rc = path ? read_sample(reading, path, task_id, err)
                  : err_set(err, ERR_JUDGE, "out of memory");
    }
    file_list_free(names, count);
    return rc;
}

static int read_tasks(struct folder_reading *reading, const char *dir, struct err *err)
{
    char **names = NULL;
    size_t count = 0;
    int rc = list_in_order(dir, &names, &count, err);

    for (size_t i = 0; i < count && rc == 0; i++) {
        cleanup_free char *path = file_join(dir, names[i]);

        if (!path)
            rc = err_set(err, ERR_JUDGE, "out of memory");
        else if (file_is_directory(path))
            rc = read_task(reading, path, names[i], err);
        else
            skip_file(reading, path, "not a directory of a task's samples");
    }
    file_list_free(names, count);
    return rc;
}

int sample_folder_open(const char *dir, const struct suite *suite, const struct remarks *remarks,
                       size_t *skipped, struct err *err)
{
    struct folder_reading reading = {.suite = suite, .remarks = remarks, .fd = file_scratch(err)};

    if (reading.fd < 0)
        return -1;
    if (read_tasks(&reading, dir, err) < 0) {
        close(reading.fd);
        return -1;
    }
    *skipped += reading.skipped;
    return reading.fd;
}
