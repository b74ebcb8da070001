/* SPDX-License-Identifier: MIT */
#include "eval/result/multipl_e.h"
#include "base/stream/coding.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "eval/result/estimate.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The files under way: one for each task of the suite, "" where it has no samples. */
struct files {
    const struct evaluation *evaluation;
    struct buf *texts; /* owned */
    bool *packed;      /* the same: the file is compressed */
    const char *const *paths;
    char *temperature; /* of the first sample; owned; NULL: it has none */
};

static void release_files(struct files *files)
{
    for (size_t i = 0; files->texts && i < files->evaluation->attempts.suite->count; i++)
        buf_release(&files->texts[i]);
    free(files->texts);
    free(files->packed);
    free(files->temperature);
}

static const char *status_of(enum verdict verdict)
{
    return verdict == VERDICT_AC    ? "OK"
           : verdict == VERDICT_CE  ? "SyntaxError"
           : verdict == VERDICT_TLE ? "Timeout"
                                    : "Exception";
}

static bool is_packed(const char *path)
{
    size_t length = strlen(path);

    return length > 3 && strcmp(path + length - 3, ".gz") == 0;
}

/* All that stands beside the completions. */
static int begin_file(struct files *files, struct buf *text, const struct json_members *row)
{
    static const char *const left_out[] = {"completions", "completion", "solution", "results"};

    if (!files->temperature)
        files->temperature = json_text(row, "temperature");
    if (buf_addc(text, '{') < 0)
        return -1;
    for (size_t i = 0; i < row->count; i++) {
        const struct json_member *member = &row->list[i];
        bool keep = true;

        for (size_t k = 0; k < sizeof left_out / sizeof *left_out; k++)
            keep = keep && !json_slice_is(member->key, left_out[k]);
        if (keep &&
            (buf_add(text, member->key.at, member->key.len) < 0 || buf_adds(text, ": ") < 0 ||
             buf_add(text, member->value.at, member->value.len) < 0 || buf_adds(text, ",\n") < 0))
            return -1;
    }
    return buf_adds(text, "\"results\": [");
}

static int add_result(struct buf *text, const struct noted_outcome *noted, const char *program,
                      struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, text, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "program", program);
    json_field_string(&w, "stdout", "");
    json_field_string(&w, "stderr", noted->detail);
    json_field_int64(&w, "exit_code",
                     noted->verdict == VERDICT_AC    ? 0
                     : noted->verdict == VERDICT_TLE ? -1
                                                     : 1);
    json_field_string(&w, "status", status_of(noted->verdict));
    json_field_int64(&w, "timestamp", (int64_t)time(NULL));
    json_end_object(&w);
    return json_finish(&w, err);
}

/* As it was judged, but for what winnow adds. */
static int add_program(struct buf *out, const struct task *task, const struct sample *sample)
{
    return (!sample->whole && buf_adds(out, task->prompt) < 0) || buf_adds(out, sample->text) < 0
               ? -1
               : buf_adds(out, task->tests);
}

static int add_sample(struct files *files, const struct sample *sample,
                      const struct outcome *outcome, struct err *err)
{
    cleanup_with(buf_release) struct buf program = BUF_INIT(BUF_CAP_LINE);
    const struct task *task = outcome->task;
    size_t at = (size_t)(task - files->evaluation->attempts.suite->tasks);
    struct buf *text = &files->texts[at];
    bool failed;

    if (text->len > 0) {
        failed = buf_addc(text, ',') < 0;
    } else {
        *text = (struct buf)BUF_INIT(BUF_CAP_DOCUMENT);
        files->packed[at] = is_packed(files->paths[sample->file]);
        failed = begin_file(files, text, sample->row) < 0;
    }
    if (failed || add_program(&program, task, sample) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return add_result(text, &outcome->noted, buf_str(&program), err);
}

static int gather(struct files *files, struct err *err)
{
    const struct evaluation *evaluation = files->evaluation;
    struct sample sample;
    size_t number = 0;
    int rc = 0;

    samples_rewind(evaluation->samples);
    while (number < evaluation->own.samples &&
           (rc = samples_next(evaluation->samples, &sample, err)) > 0) {
        uint32_t outcome = evaluation->outcome_of[number++];

        if (outcome != NO_OUTCOME &&
            add_sample(files, &sample, &evaluation->outcomes[outcome], err) < 0)
            return -1;
    }
    return rc < 0 ? -1 : 0;
}

static int write_file(const char *dir, const char *name, const char *ending, const struct buf *text,
                      struct err *err)
{
    cleanup_free char *file = NULL, *path = NULL;

    if (asprintf(&file, "%.200s%s", name, ending) < 0 || !(path = file_join(dir, file)))
        return err_set(err, ERR_JUDGE, "out of memory");
    if (strchr(name, '/'))
        return err_set(err, ERR_INPUT, "a task called '%.80s' cannot be the name of a file", name);
    return file_replace(path, buf_str(text), text->len, err);
}

static int write_results(struct files *files, size_t task, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf packed = BUF_INIT(BUF_CAP_DOCUMENT);
    const char *name = files->evaluation->attempts.suite->tasks[task].id;
    struct buf *text = &files->texts[task];

    if (buf_adds(text, "]}\n") < 0 ||
        (files->packed[task] && coding_gzip_add(&packed, buf_str(text), text->len) < 0))
        return err_set(err, ERR_JUDGE, "out of memory");
    return files->packed[task] ? write_file(dir, name, ".results.json.gz", &packed, err)
                               : write_file(dir, name, ".results.json", text, err);
}

static int add_line(struct buf *out, const struct evaluation *evaluation, const char *dir, size_t k)
{
    const struct suite *suite = evaluation->attempts.suite;
    cleanup_free double *values = calloc(suite->count + 1, sizeof *values);
    const char *slash = strrchr(dir, '/');
    size_t count = 0, least = SIZE_MAX, most = 0;
    struct json_writer w;

    for (size_t i = 0; values && i < suite->count; i++) {
        const struct task *task = &suite->tasks[i];

        if (task->samples == 0)
            continue;
        values[count++] =
            estimate_pass_at((struct tally){.samples = task->samples, .right = task->passed}, k);
        least = task->samples < least ? task->samples : least;
        most = task->samples > most ? task->samples : most;
    }
    if (!values || buf_addf(out, "%s,%zu,", slash && slash[1] ? slash + 1 : dir, k) < 0)
        return -1;
    json_writer_init(&w, out, JSON_LINE);
    json_double(&w, estimate_mean(values, count));
    if (json_finish(&w, NULL) < 0)
        return -1;
    out->len--; /* the line end */
    return buf_addf(out, ",%zu,%zu,%zu\n", count, least, most);
}

static int write_csv(const struct files *files, const char *dir, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    double temperature = files->temperature ? strtod(files->temperature, NULL) : 0.2;
    static const struct {
        double temperature;
        size_t k;
    } lines[] = {{0.2, 1}, {0.8, 10}, {0.8, 100}};

    if (buf_adds(&text, "Dataset,Pass@k,Estimate,NumProblems,MinCompletions,MaxCompletions\n") < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (temperature > lines[i].temperature - 1e-9 &&
            temperature < lines[i].temperature + 1e-9 &&
            add_line(&text, files->evaluation, dir, lines[i].k) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    return write_file(dir, "pass_k", ".csv", &text, err);
}

int results_write_multipl_e(const struct evaluation *evaluation, const char *dir,
                            const char *const *paths, struct err *err)
{
    const struct suite *suite = evaluation->attempts.suite;
    cleanup_with(release_files) struct files files = {.evaluation = evaluation, .paths = paths};

    files.texts = calloc(suite->count + 1, sizeof *files.texts);
    files.packed = calloc(suite->count + 1, sizeof *files.packed);
    if (!files.texts || !files.packed)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (gather(&files, err) < 0)
        return -1;
    for (size_t i = 0; i < suite->count; i++)
        if (files.texts[i].len > 0 && write_results(&files, i, dir, err) < 0)
            return -1;
    return write_csv(&files, dir, err);
}
