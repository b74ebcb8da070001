/* SPDX-License-Identifier: MIT */
#include "eval/result/lcb_results.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "eval/result/estimate.h"
#include "eval/result/by_task.h"
#include "eval/result/results.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 300 }; /* bytes of a test's input and output, as there */

static const struct {
    int code;
    const char *message;
} errors[VERDICT_COUNT] = {
    [VERDICT_WA] = {-2, "Wrong Answer"},    [VERDICT_TLE] = {-3, "Time Limit Exceeded"},
    [VERDICT_MLE] = {-4, "Runtime Error"},  [VERDICT_OLE] = {-4, "Runtime Error"},
    [VERDICT_RTE] = {-4, "Runtime Error"},  [VERDICT_CE] = {-4, "Runtime Error"},
    [VERDICT_JE] = {-5, "TestRunnerError"},
};

static void put_shown(struct json_writer *w, const char *key, const struct test_data *text)
{
    json_key(w, key);
    json_string_n(w, text->bytes, text->length < SHOWN_MAX ? text->length : SHOWN_MAX);
}

/* Of a program that reads stdin: the test that failed. */
static void put_test(struct json_writer *w, const struct task *task, const char *name)
{
    for (size_t i = 0; name && i < task->rows.count; i++)
        if (strcmp(task->rows.cases[i].name, name) == 0) {
            put_shown(w, "inputs", &task->rows.cases[i].input);
            put_shown(w, "expected", &task->rows.cases[i].answer);
        }
}

/* Of a function: the call that failed, in the tests' words. */
static void put_call(struct json_writer *w, const char *text)
{
    static const char *const keys[][2] = {
        {"returned", "output"}, {"call", "inputs"}, {"expected", "expected"}};
    cleanup_with(json_members_release) struct json_members report = {0};
    struct err err = {0};

    if (!text || json_read_members(&report, text, strlen(text), &err) <= 0)
        return;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct json_slice *value = json_find(&report, keys[i][0]);

        if (value) {
            json_key(w, keys[i][1]);
            json_raw(w, value->at, value->len);
        }
    }
}

/* The object in the string. */
static int add_metadata(struct buf *out, const struct outcome *outcome)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    const struct noted_outcome *noted = &outcome->noted;
    struct json_writer w;

    json_writer_init(&w, &text, JSON_LINE);
    json_begin_object(&w);
    if (noted->verdict == VERDICT_AC) {
        json_field_double(&w, "execution time", (double)noted->cpu / (double)NSEC_PER_SEC);
    } else {
        put_test(&w, outcome->task, noted->test);
        put_call(&w, noted->report);
        json_field_string(&w, "error", noted->detail);
        json_field_int64(&w, "error_code", errors[noted->verdict].code);
        json_field_string(&w, "error_message", errors[noted->verdict].message);
    }
    json_end_object(&w);
    return json_finish(&w, NULL) < 0 ? -1 : json_add_string(out, buf_str(&text), text.len - 1);
}

enum list { LIST_CODES, LIST_GRADES, LIST_METADATA };

static int add_list(struct buf *out, const char *key, const struct by_task *groups, size_t task,
                    enum list what)
{
    const char *between = "";
    bool failed = buf_addf(out, ", \"%s\": [", key) < 0;

    for (const struct grouped_sample *sample = by_task_first(groups, task); sample && !failed;
         sample = by_task_next(groups, sample)) {
        failed = buf_adds(out, between) < 0 ||
                 (what == LIST_CODES      ? by_task_add_program(groups, sample, out)
                  : what == LIST_METADATA ? add_metadata(out, sample->outcome)
                  : sample->outcome->noted.verdict == VERDICT_AC ? buf_adds(out, "true")
                                                                 : buf_adds(out, "false")) < 0;
        between = ", ";
    }
    return failed || buf_addc(out, ']') < 0 ? -1 : 0;
}

static int add_pass_at_1(struct buf *out, const struct by_task *groups, size_t task)
{
    struct tally tally = {0};
    char text[ESTIMATE_TEXT];

    for (const struct grouped_sample *sample = by_task_first(groups, task); sample;
         sample = by_task_next(groups, sample)) {
        tally.samples++;
        tally.right += sample->outcome->noted.verdict == VERDICT_AC;
    }
    estimate_text((double)tally.right / (double)tally.samples, text);
    return buf_addf(out, ", \"pass@1\": %s", text);
}

static int add_question(struct buf *out, const struct by_task *groups, size_t number)
{
    const struct task *task = &groups->evaluation->attempts.suite->tasks[number];

    return buf_addf(out, "{%s", task->about) < 0 ||
                   add_list(out, "output_list", groups, number, LIST_CODES) < 0 ||
                   add_list(out, "code_list", groups, number, LIST_CODES) < 0 ||
                   add_list(out, "graded_list", groups, number, LIST_GRADES) < 0 ||
                   add_pass_at_1(out, groups, number) < 0 ||
                   add_list(out, "metadata", groups, number, LIST_METADATA) < 0
               ? -1
               : buf_addc(out, '}');
}

static int order_ids(const void *a, const void *b, void *tasks)
{
    const struct task *list = tasks;

    return strcmp(list[*(const size_t *)a].id, list[*(const size_t *)b].id);
}

static int write_questions(void *context, int fd, struct err *err)
{
    const struct by_task *groups = context;
    const struct suite *suite = groups->evaluation->attempts.suite;
    cleanup_free size_t *order = calloc(suite->count + 1, sizeof *order);
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    const char *between = "[";
    size_t count = 0;

    if (!order)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < suite->count; i++)
        if (by_task_first(groups, i))
            order[count++] = i;
    qsort_r(order, count, sizeof *order, order_ids, suite->tasks);
    for (size_t i = 0; i < count; i++) {
        if (buf_adds(&text, between) < 0 || add_question(&text, groups, order[i]) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (file_flush(fd, &text, 0, "writing results", err) < 0)
            return -1;
        between = ", ";
    }
    return buf_adds(&text, count ? "]" : "[]") < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : file_flush(fd, &text, 0, "writing results", err);
}

int results_write_lcb(const struct evaluation *evaluation, const char *dir,
                      const char *const *paths, struct err *err)
{
    struct by_task groups;
    struct by_task_cursor cursor;
    char name[300];
    int rc = by_task_begin(&cursor, evaluation, err);

    while (rc == 0 && by_task_has_more(&cursor)) {
        results_name(name, sizeof name, paths[cursor.sample.file],
                     "_codegeneration_output_eval_all.json");
        rc = by_task_read(&groups, &cursor, evaluation, err) < 0 ||
                     file_replace_by(dir, name, write_questions, &groups, err) < 0
                 ? -1
                 : 0;
        by_task_release(&groups);
    }
    return rc;
}
