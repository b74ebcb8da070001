/* SPDX-License-Identifier: MIT */
#include "eval/result/eval_page.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "eval/result/curve.h"
#include "eval/sample/answer.h"
#include "record/kept_sources.h"
#include "report/html/page_rows.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 1200 };

struct eval_page {
    const struct evaluation *evaluation;
    const struct summary *summary;
    const struct buf *report;
    struct page page;
    struct page_rows rows;
    struct kept_sources sources;
    uint64_t *copies;    /* of each outcome: samples with that program */
    uint64_t *first_row; /* of each outcome, from 1; 0: it has no row yet */
    size_t *numbers;     /* of each task: samples so far */
    uint64_t row_count;
};

static int count_copies(struct eval_page *p, struct err *err)
{
    const struct evaluation *e = p->evaluation;

    p->copies = calloc(e->outcome_count + 1, sizeof *p->copies);
    p->first_row = calloc(e->outcome_count + 1, sizeof *p->first_row);
    p->numbers = calloc(e->attempts.suite->count + 1, sizeof *p->numbers);
    if (!p->copies || !p->first_row || !p->numbers)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < e->own.samples; i++)
        if (e->outcome_of[i] != NO_OUTCOME)
            p->copies[e->outcome_of[i]]++;
    return 0;
}

static const struct language *language_of(const struct eval_page *p, const struct outcome *outcome,
                                          const struct sample *sample)
{
    const char *name =
        sample->language ? sample->language : p->evaluation->attempts.settings->language;
    const struct language *language;

    if (outcome->task->joint)
        return &outcome->task->joint->row;
    language = outcome->task->tests || !name ? NULL : language_by_name(name);
    return language ? language : language_by_name("python3");
}

/* The program as it was judged; of an answer without one the answer. */
static int keep_source(struct eval_page *p, const struct outcome *outcome, struct sample *sample,
                       const struct language *language, struct err *err)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(BUF_CAP_SOURCE);
    enum answer_kind kind;

    if (outcome->no_program)
        return kept_sources_add(&p->sources, sample->text, strlen(sample->text), err);
    if (answer_program(outcome->task, sample, language, p->evaluation->attempts.settings, &source,
                       &kind, err) < 0)
        return -1;
    return kept_sources_add(&p->sources, buf_str(&source), source.len, err);
}

static int add_program(struct eval_page *p, const char *id, uint32_t number, struct sample *sample,
                       struct err *err)
{
    const struct outcome *outcome = &p->evaluation->outcomes[number];
    const struct language *language = language_of(p, outcome, sample);
    const struct page_program program = {.language = language->name,
                                         .test = outcome->noted.test,
                                         .detail = outcome->noted.detail,
                                         .verdict = outcome->noted.verdict,
                                         .copies = p->copies[number],
                                         .cpu = outcome->noted.cpu,
                                         .wall = outcome->noted.wall,
                                         .memory = outcome->noted.memory};

    p->first_row[number] = p->row_count;
    return page_rows_program(&p->rows, id, "", &program, err) < 0
               ? -1
               : keep_source(p, outcome, sample, language, err);
}

static int add_sample(struct eval_page *p, uint32_t number, struct sample *sample, struct err *err)
{
    const struct task *task = p->evaluation->outcomes[number].task;
    char id[ID_MAX];

    snprintf(id, sizeof id, "%.1000s #%zu", task->id,
             p->numbers[task - p->evaluation->attempts.suite->tasks]++);
    p->row_count++;
    return p->first_row[number] > 0
               ? page_rows_copy(&p->rows, id, "", p->first_row[number] - 1, err)
               : add_program(p, id, number, sample, err);
}

static int add_rows(struct eval_page *p, struct err *err)
{
    const struct evaluation *e = p->evaluation;
    struct sample sample;
    int rc = 0;

    samples_rewind(e->samples);
    for (size_t i = 0; i < e->own.samples && p->row_count < PAGE_ROWS_MAX; i++) {
        rc = samples_next(e->samples, &sample, err);
        if (rc <= 0)
            break;
        if (e->outcome_of[i] != NO_OUTCOME && add_sample(p, e->outcome_of[i], &sample, err) < 0)
            return -1;
    }
    if (rc < 0 || page_rows_end(&p->rows, err) < 0)
        return -1;
    return kept_sources_end(&p->sources, err);
}

static int add_more(struct eval_page *p, struct err *err)
{
    const struct evaluation *e = p->evaluation;
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    struct json_writer w;

    json_writer_init(&w, &text, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "kind", "eval");
    json_field_string(&w, "version", WINNOW_VERSION);
    json_field_uint64(&w, "rows", e->own.samples - e->own.unknown - e->own.not_run);
    json_field_uint64(&w, "sources_left_out", p->sources.left_out);
    json_field_array(&w, "curves");
    curves_put(&w, p->summary, e->attempts.suite, e->attempts.settings->seed);
    json_end_array(&w);
    json_end_object(&w);
    return json_finish(&w, err) < 0 ? -1 : page_json(&p->page, "more", text.data, text.len, err);
}

static int write_page(void *context, int fd, struct err *err)
{
    struct eval_page *p = context;

    if (page_begin(&p->page, fd, err) < 0 ||
        page_json(&p->page, "report", buf_str(p->report), p->report->len, err) < 0)
        return -1;
    page_rows_begin(&p->rows, &p->page);
    if (add_rows(p, err) < 0 || add_more(p, err) < 0 ||
        page_sources(&p->page, &p->sources, err) < 0)
        return -1;
    return page_end(&p->page, err);
}

int eval_page_write(const struct evaluation *evaluation, const struct summary *summary,
                    const struct buf *report, const char *dir, struct err *err)
{
    struct eval_page p = {.evaluation = evaluation, .summary = summary, .report = report};
    int rc = kept_sources_begin(&p.sources, err);

    if (rc == 0)
        rc = count_copies(&p, err);
    if (rc == 0)
        rc = file_replace_by(dir, "report.html", write_page, &p, err);
    page_rows_release(&p.rows);
    page_release(&p.page);
    kept_sources_release(&p.sources);
    free(p.copies);
    free(p.first_row);
    free(p.numbers);
    return rc;
}
