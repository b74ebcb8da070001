/* SPDX-License-Identifier: MIT */
#include "eval/result/plus_results.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "eval/result/md5.h"
#include "eval/result/results.h"
#include "eval/sample/answer.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

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

static void read_status(const struct outcome *outcome, struct plus_status *status)
{
    cleanup_with(json_members_release) struct json_members report = {0};
    const struct noted_outcome *noted = &outcome->noted;
    bool has_plus = !outcome->task->plus->settings.base_only;
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

    read_status(outcome, &status);
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
    for (size_t i = 0; i < evaluation->sample_count; i++) {
        uint32_t number = evaluation->outcome_of[i];

        if (number != NO_OUTCOME)
            right[evaluation->outcomes[number].task - suite->tasks] +=
                base_passes(&evaluation->outcomes[number]);
    }
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0)
            tallies[count++] = (struct tally){suite->tasks[i].samples, right[i]};
    return 0;
}

/* ---- the samples of a file, written task by task: their texts wait in a scratch file */

struct plus_entry {
    off_t at;
    size_t length;
    size_t next; /* of the same task, + 1; 0: none */
};

struct plus_task {
    size_t first, last; /* entries, + 1; 0: none */
    struct tally base, plus;
    struct json_members base_inputs, plus_inputs; /* of the task that was asked last */
};

struct plus_file {
    const struct evaluation *evaluation;
    const char *hash;
    struct sample sample; /* the next one */
    int more;             /* as samples_next says */
    size_t number;        /* of the next sample */
    int scratch;
    off_t size;
    struct plus_entry *entries;
    size_t count, room;
    struct plus_task *tasks;
    struct plus_task *asked; /* has its inputs */
};

static void forget_inputs(struct plus_file *file)
{
    if (!file->asked)
        return;
    json_members_release(&file->asked->base_inputs);
    json_members_release(&file->asked->plus_inputs);
    file->asked->base_inputs = file->asked->plus_inputs = (struct json_members){0};
    file->asked = NULL;
}

static int ask_inputs(struct plus_file *file, struct plus_task *task,
                      const struct plus_tests *tests, struct err *err)
{
    if (file->asked == task)
        return 0;
    forget_inputs(file);
    file->asked = task;
    return json_read_elements(&task->base_inputs, tests->base, strlen(tests->base), err) < 0 ||
                   json_read_elements(&task->plus_inputs, tests->plus, strlen(tests->plus), err) < 0
               ? -1
               : 0;
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

static int add_string(struct buf *out, const char *text, size_t length)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_string_n(&w, text, length);
    if (json_finish(&w, NULL) < 0)
        return -1;
    out->len--; /* the line end */
    return 0;
}

static int add_status(struct buf *out, const char *key, const char *word)
{
    return word ? buf_addf(out, ", \"%s\": \"%s\"", key, word)
                : buf_addf(out, ", \"%s\": null", key);
}

/* As Python's json.dump writes it. */
static int add_entry(struct plus_file *file, const struct outcome *outcome,
                     const struct plus_status *status, struct buf *out, struct err *err)
{
    const struct attempts *attempts = &file->evaluation->attempts;
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    const struct task *task = outcome->task;
    struct plus_task *own = &file->tasks[task - attempts->suite->tasks];
    enum answer_kind kind;

    if (answer_program(task, &file->sample, language_by_name("python3"), attempts->settings,
                       &source, &kind, err) < 0 ||
        ask_inputs(file, own, task->plus, err) < 0)
        return -1;
    return buf_adds(out, "{\"task_id\": ") < 0 || add_string(out, task->id, strlen(task->id)) < 0 ||
                   buf_adds(out, ", \"solution\": ") < 0 ||
                   add_string(out, buf_str(&source), source.len) < 0 ||
                   add_status(out, "base_status", status->base) < 0 ||
                   add_status(out, "plus_status", status->plus) < 0 ||
                   add_inputs(out, "base_fail_tests", &status->base_failed, &own->base_inputs) <
                       0 ||
                   add_inputs(out, "plus_fail_tests", &status->plus_failed, &own->plus_inputs) <
                       0 ||
                   buf_addc(out, '}') < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : 0;
}

static void count_sample(struct plus_task *task, const struct plus_status *status)
{
    bool base = strcmp(status->base, "pass") == 0;

    task->base.samples++;
    task->plus.samples++;
    task->base.right += base;
    task->plus.right += base && status->plus && strcmp(status->plus, "pass") == 0;
}

static int keep_entry(struct plus_file *file, const struct outcome *outcome, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_LINE);
    cleanup_with(release_status) struct plus_status status;
    struct plus_entry *grown =
        array_grow(file->entries, file->count, &file->room, sizeof *file->entries);
    struct plus_task *task = &file->tasks[outcome->task - file->evaluation->attempts.suite->tasks];

    read_status(outcome, &status);
    if (!grown)
        return err_set(err, ERR_JUDGE, "out of memory");
    file->entries = grown;
    if (add_entry(file, outcome, &status, &text, err) < 0)
        return -1;
    if (file_write_all(file->scratch, buf_str(&text), text.len) < 0)
        return err_sys(err, ERR_JUDGE, "keeping results");
    grown[file->count++] = (struct plus_entry){.at = file->size, .length = text.len};
    file->size += (off_t)text.len;
    if (task->last)
        grown[task->last - 1].next = file->count;
    else
        task->first = file->count;
    task->last = file->count;
    count_sample(task, &status);
    return 0;
}

static void next_sample(struct plus_file *file, struct err *err)
{
    file->more = samples_next(file->evaluation->samples, &file->sample, err);
}

/* Those of one file. */
static int keep_entries(struct plus_file *file, struct err *err)
{
    size_t own = file->sample.file;

    for (; file->more > 0 && file->sample.file == own; next_sample(file, err)) {
        uint32_t number = file->evaluation->outcome_of[file->number++];

        if (number != NO_OUTCOME && keep_entry(file, &file->evaluation->outcomes[number], err) < 0)
            return -1;
    }
    return file->more < 0 ? -1 : 0;
}

static int write_text(int fd, const char *text, size_t length, struct err *err)
{
    return file_write_all(fd, text, length) < 0 ? err_sys(err, ERR_JUDGE, "writing results") : 0;
}

static int write_entries(const struct plus_file *file, size_t first, const char *map, int fd,
                         struct err *err)
{
    for (size_t i = first; i > 0; i = file->entries[i - 1].next)
        if ((i != first && write_text(fd, ", ", 2, err) < 0) ||
            write_text(fd, map + file->entries[i - 1].at, file->entries[i - 1].length, err) < 0)
            return -1;
    return 0;
}

static int write_tasks(const struct plus_file *file, const char *map, int fd, struct err *err)
{
    const struct suite *suite = file->evaluation->attempts.suite;
    const char *between = "";

    for (size_t i = 0; i < suite->count; i++) {
        cleanup_with(buf_release) struct buf key = BUF_INIT(BUF_CAP_LINE);

        if (file->tasks[i].first == 0)
            continue;
        if (buf_adds(&key, between) < 0 ||
            add_string(&key, suite->tasks[i].id, strlen(suite->tasks[i].id)) < 0 ||
            buf_adds(&key, ": [") < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (write_text(fd, buf_str(&key), key.len, err) < 0 ||
            write_entries(file, file->tasks[i].first, map, fd, err) < 0 ||
            write_text(fd, "]", 1, err) < 0)
            return -1;
        between = ", ";
    }
    return 0;
}

/* {"pass@1": 0.5, …}: of the k's for which every task has as many samples. */
static int add_pass_at(struct buf *out, const struct plus_file *file, bool plus)
{
    const struct settings *settings = file->evaluation->attempts.settings;
    size_t count = file->evaluation->attempts.suite->count, used = 0, shown = 0;
    cleanup_free struct tally *tallies = calloc(count + 1, sizeof *tallies);
    bool failed = !tallies || buf_addc(out, '{') < 0;

    for (size_t i = 0; i < count && !failed; i++)
        if (file->tasks[i].first)
            tallies[used++] = plus ? file->tasks[i].plus : file->tasks[i].base;
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

static int add_end(struct buf *out, const struct plus_file *file)
{
    bool has_plus = !file->evaluation->attempts.settings->plus.base_only;

    return buf_adds(out, "}, \"pass_at_k\": {\"base\": ") < 0 ||
                   add_pass_at(out, file, false) < 0 ||
                   (has_plus &&
                    (buf_adds(out, ", \"plus\": ") < 0 || add_pass_at(out, file, true) < 0)) ||
                   buf_adds(out, "}}") < 0
               ? -1
               : 0;
}

static int write_file(void *context, int fd, struct err *err)
{
    const struct plus_file *file = context;
    cleanup_with(buf_release) struct buf begin = BUF_INIT(BUF_CAP_LINE),
                                         end = BUF_INIT(BUF_CAP_LINE);
    time_t now = time(NULL);
    struct tm local;
    char date[32] = "", *map = NULL;
    int rc;

    if (localtime_r(&now, &local))
        strftime(date, sizeof date, "%Y-%m-%d %H:%M", &local);
    if (buf_addf(&begin, "{\"date\": \"%s\", \"hash\": \"%s\", \"eval\": {", date, file->hash) <
            0 ||
        add_end(&end, file) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (file->size > 0)
        map = mmap(NULL, (size_t)file->size, PROT_READ, MAP_PRIVATE, file->scratch, 0);
    if (map == MAP_FAILED)
        return err_sys(err, ERR_JUDGE, "reading results again");
    rc = write_text(fd, buf_str(&begin), begin.len, err) < 0 ||
                 write_tasks(file, map, fd, err) < 0 ||
                 write_text(fd, buf_str(&end), end.len, err) < 0
             ? -1
             : 0;
    if (map)
        munmap(map, (size_t)file->size);
    return rc;
}

static void release_file(struct plus_file *file)
{
    forget_inputs(file);
    free(file->entries);
    free(file->tasks);
    if (file->scratch >= 0)
        close(file->scratch);
    file->entries = NULL;
    file->tasks = NULL;
    file->count = file->room = 0;
    file->size = 0;
    file->scratch = -1;
}

/* "a/samples.jsonl" gives "samples.eval_results.json". */
static void name_results(char *out, size_t size, const char *path)
{
    const char *base = results_base_name(path);
    const char *end = strstr(base, ".jsonl");

    snprintf(out, size, "%.*s.eval_results.json",
             (int)(end ? end - base : (ptrdiff_t)strnlen(base, 230)), base);
}

static int write_next_file(struct plus_file *file, const char *dir, const char *const *paths,
                           struct err *err)
{
    char name[300];

    name_results(name, sizeof name, paths[file->sample.file]);
    file->scratch = file_scratch(err);
    file->tasks = calloc(file->evaluation->attempts.suite->count + 1, sizeof *file->tasks);
    if (!file->tasks && file->scratch >= 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return file->scratch < 0 || keep_entries(file, err) < 0 ||
                   file_replace_by(dir, name, write_file, file, err) < 0
               ? -1
               : 0;
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
    char hash[MD5_HEX];
    struct plus_file file = {.evaluation = evaluation, .hash = hash, .scratch = -1};
    int rc = 0;

    if (hash_file(suite, hash, err) < 0)
        return -1;
    samples_rewind(evaluation->samples);
    for (next_sample(&file, err); file.more > 0 && rc == 0;) {
        rc = write_next_file(&file, dir, paths, err);
        release_file(&file);
    }
    return file.more < 0 ? -1 : rc;
}
