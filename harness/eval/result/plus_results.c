/* SPDX-License-Identifier: MIT */
#include "eval/result/plus_results.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "eval/result/by_task.h"
#include "eval/result/md5.h"
#include "eval/result/results.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- what became of a sample */

struct plus_status {
    const char *base, *plus;                      /* plus is NULL where only base counts */
    struct json_members base_failed, plus_failed; /* numbers of inputs; they borrow the report */
};

static void release_status(struct plus_status *status)
{
    json_members_release(&status->base_failed);
    json_members_release(&status->plus_failed);
}

/* The word of the report, which does not know why a process has ended. */
static const char *status_word(const struct json_members *report, const char *key,
                               enum verdict verdict)
{
    cleanup_free char *word = json_text(report, key);

    if (word && strcmp(word, "pass") == 0)
        return "pass";
    return (!word || strcmp(word, "ended") == 0) && verdict == VERDICT_TLE ? "timeout" : "fail";
}

static void read_numbers(struct json_members *out, const struct json_members *report,
                         const char *key)
{
    const struct json_slice *value = json_find(report, key);
    struct err err = {0};

    if (value)
        json_read_elements(out, value->at, value->len, &err);
}

static void read_status(const struct outcome *outcome, bool has_plus, struct plus_status *status)
{
    cleanup_with(json_members_release) struct json_members report = {0};
    const struct noted_outcome *noted = &outcome->noted;
    struct err err = {0};

    *status = (struct plus_status){.base = "pass", .plus = has_plus ? "pass" : NULL};
    if (noted->verdict == VERDICT_AC)
        return;
    if (noted->report)
        json_read_members(&report, noted->report, strlen(noted->report), &err);
    status->base = status_word(&report, "base_status", noted->verdict);
    if (has_plus)
        status->plus = status_word(&report, "plus_status", noted->verdict);
    read_numbers(&status->base_failed, &report, "base_failed");
    read_numbers(&status->plus_failed, &report, "plus_failed");
}

static bool base_passes(const struct outcome *outcome)
{
    struct plus_status status;

    read_status(outcome, true, &status);
    release_status(&status);
    return strcmp(status.base, "pass") == 0;
}

int plus_base_tallies(const struct evaluation *evaluation, struct tally *tallies, struct err *err)
{
    const struct suite *suite = evaluation->attempts.suite;
    cleanup_free size_t *right = calloc(suite->count + 1, sizeof *right);
    size_t count = 0;

    if (!right)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < evaluation->own.samples; i++) {
        uint32_t number = evaluation->outcome_of[i];

        if (number != NO_OUTCOME)
            right[evaluation->outcomes[number].task - suite->tasks] +=
                base_passes(&evaluation->outcomes[number]);
    }
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0)
            tallies[count++] =
                (struct tally){.samples = suite->tasks[i].samples, .right = right[i]};
    return 0;
}

/* ---- a file of results */

struct plus_file {
    struct by_task groups;
    const char *hash;
};

/* The inputs of a task, for those that fail. */
struct plus_inputs {
    struct json_members base, plus;
};

static void release_inputs(struct plus_inputs *inputs)
{
    json_members_release(&inputs->base);
    json_members_release(&inputs->plus);
}

/* "KEY": [input, …] */
static int add_inputs(struct buf *out, const char *key, const struct json_members *numbers,
                      const struct json_members *inputs)
{
    bool failed = buf_addf(out, ", \"%s\": [", key) < 0;
    size_t shown = 0;

    for (size_t i = 0; i < numbers->count && !failed; i++) {
        size_t number = strtoul(numbers->list[i].value.at, NULL, 10);

        if (number < inputs->count)
            failed =
                (shown++ && buf_adds(out, ", ") < 0) ||
                buf_add(out, inputs->list[number].value.at, inputs->list[number].value.len) < 0;
    }
    return failed || buf_addc(out, ']') < 0 ? -1 : 0;
}

static int add_status(struct buf *out, const char *key, const char *word)
{
    return word ? buf_addf(out, ", \"%s\": \"%s\"", key, word)
                : buf_addf(out, ", \"%s\": null", key);
}

/* As Python's json.dump writes it. */
static int add_sample(struct buf *out, const struct by_task *groups,
                      const struct grouped_sample *sample, const struct plus_inputs *inputs)
{
    cleanup_with(release_status) struct plus_status status;
    const char *id = sample->outcome->task->id;

    read_status(sample->outcome, !groups->evaluation->attempts.settings->plus.base_only, &status);
    return buf_adds(out, "{\"task_id\": ") < 0 || json_add_string(out, id, strlen(id)) < 0 ||
                   buf_adds(out, ", \"solution\": ") < 0 ||
                   by_task_add_program(groups, sample, out) < 0 ||
                   add_status(out, "base_status", status.base) < 0 ||
                   add_status(out, "plus_status", status.plus) < 0 ||
                   add_inputs(out, "base_fail_tests", &status.base_failed, &inputs->base) < 0 ||
                   add_inputs(out, "plus_fail_tests", &status.plus_failed, &inputs->plus) < 0
               ? -1
               : buf_addc(out, '}');
}

/* "ID": [sample, …] */
static int write_task(const struct by_task *groups, size_t number, bool first, int fd,
                      struct err *err)
{
    const struct task *task = &groups->evaluation->attempts.suite->tasks[number];
    const struct grouped_sample *sample = by_task_first(groups, number);
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_with(release_inputs) struct plus_inputs inputs = {0};
    const char *between = "";

    if (json_read_elements(&inputs.base, task->plus->base, strlen(task->plus->base), err) < 0 ||
        json_read_elements(&inputs.plus, task->plus->plus, strlen(task->plus->plus), err) < 0)
        return -1;
    if (buf_adds(&text, first ? "" : ", ") < 0 ||
        json_add_string(&text, task->id, strlen(task->id)) < 0 || buf_adds(&text, ": [") < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (; sample; sample = by_task_next(groups, sample)) {
        if (buf_adds(&text, between) < 0 || add_sample(&text, groups, sample, &inputs) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (file_flush(fd, &text, 0, "writing results", err) < 0)
            return -1;
        between = ", ";
    }
    return buf_addc(&text, ']') < 0 ? err_set(err, ERR_JUDGE, "out of memory")
                                    : file_flush(fd, &text, 0, "writing results", err);
}

/* Of the file's samples; the number of tasks that have some. */
static size_t count_file(const struct by_task *groups, struct tally *tallies, bool plus)
{
    size_t used = 0;

    for (size_t i = 0; i < groups->evaluation->attempts.suite->count; i++) {
        const struct grouped_sample *sample = by_task_first(groups, i);

        if (!sample)
            continue;
        for (; sample; sample = by_task_next(groups, sample)) {
            tallies[used].samples++;
            tallies[used].right +=
                plus ? sample->outcome->noted.verdict == VERDICT_AC : base_passes(sample->outcome);
        }
        used++;
    }
    return used;
}

/* {"pass@1": 0.5, …}: of the k's for which every task has as many samples. */
static int add_pass_at(struct buf *out, const struct by_task *groups, bool plus)
{
    const struct settings *settings = groups->evaluation->attempts.settings;
    cleanup_free struct tally *tallies =
        calloc(groups->evaluation->attempts.suite->count + 1, sizeof *tallies);
    size_t used = tallies ? count_file(groups, tallies, plus) : 0, shown = 0;
    bool failed = !tallies || buf_addc(out, '{') < 0;

    for (size_t i = 0; i < settings->pass_at_count && !failed; i++) {
        char text[ESTIMATE_TEXT];
        double value;

        if (!estimate_value(tallies, used, estimate_pass_at, settings->pass_at[i], &value))
            continue;
        estimate_text(value, text);
        failed =
            buf_addf(out, "%s\"pass@%u\": %s", shown++ ? ", " : "", settings->pass_at[i], text) < 0;
    }
    return failed || buf_addc(out, '}') < 0 ? -1 : 0;
}

static int add_begin(struct buf *out, const char *hash)
{
    time_t now = time(NULL);
    char date[32] = "";
    struct tm local;

    if (localtime_r(&now, &local))
        strftime(date, sizeof date, "%Y-%m-%d %H:%M", &local);
    return buf_addf(out, "{\"date\": \"%s\", \"hash\": \"%s\", \"eval\": {", date, hash);
}

static int add_end(struct buf *out, const struct by_task *groups)
{
    bool has_plus = !groups->evaluation->attempts.settings->plus.base_only;

    return buf_adds(out, "}, \"pass_at_k\": {\"base\": ") < 0 ||
                   add_pass_at(out, groups, false) < 0 ||
                   (has_plus &&
                    (buf_adds(out, ", \"plus\": ") < 0 || add_pass_at(out, groups, true) < 0)) ||
                   buf_adds(out, "}}") < 0
               ? -1
               : 0;
}

static int write_file(void *context, int fd, struct err *err)
{
    const struct plus_file *file = context;
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    bool first = true;

    if (add_begin(&text, file->hash) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (file_flush(fd, &text, 0, "writing results", err) < 0)
        return -1;
    for (size_t i = 0; i < file->groups.evaluation->attempts.suite->count; i++)
        if (by_task_first(&file->groups, i)) {
            if (write_task(&file->groups, i, first, fd, err) < 0)
                return -1;
            first = false;
        }
    return add_end(&text, &file->groups) < 0 ? err_set(err, ERR_JUDGE, "out of memory")
                                             : file_flush(fd, &text, 0, "writing results", err);
}

static int hash_file(const char *path, char out[MD5_HEX], struct err *err)
{
    cleanup_with(buf_release) struct buf bytes = BUF_INIT(BUF_CAP_DOCUMENT);

    if (file_read(path, &bytes, err) < 0)
        return -1;
    md5_hex(buf_str(&bytes), bytes.len, out);
    return 0;
}

int results_write_plus(const struct evaluation *evaluation, const char *dir,
                       const char *const *paths, const char *suite, struct err *err)
{
    char hash[MD5_HEX], name[300];
    struct plus_file file = {.hash = hash};
    struct by_task_cursor cursor;
    int rc =
        hash_file(suite, hash, err) < 0 || by_task_begin(&cursor, evaluation, err) < 0 ? -1 : 0;

    while (rc == 0 && by_task_has_more(&cursor)) {
        results_name(name, sizeof name, paths[cursor.sample.file], ".eval_results.json");
        rc = by_task_read(&file.groups, &cursor, evaluation, err) < 0 ||
                     file_replace_by(dir, name, write_file, &file, err) < 0
                 ? -1
                 : 0;
        by_task_release(&file.groups);
    }
    return rc;
}
