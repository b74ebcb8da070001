/* SPDX-License-Identifier: MIT */
#include "report/html/run_page.h"
#include "base/json/json_writer.h"
#include "report/disagreement_lines.h"
#include "report/html/page.h"
#include "report/html/run_rows.h"
#include "report/report.h"
#include "winnow/cleanup.h"
#include "winnow/version.h"

/* report.json as it is. */
static int add_report(struct page *page, const struct record *r, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);

    return report_json(&text, r, err) < 0 ? -1
                                          : page_json(page, "report", text.data, text.len, err);
}

/* Equal words, equal outcomes: the verdict, and the rank of the first cluster with this outcome on the input. */
static void add_outcome(struct json_writer *w, const struct record *r, size_t like, size_t input)
{
    const struct clustered *c = &r->clustered;
    char word[40];

    if (like == NO_CLUSTER) {
        json_null(w);
        return;
    }
    snprintf(
        word, sizeof word, "%s %zu",
        verdict_name(c->outcomes[c->clusters[like].members[0] * r->inputs.count + input].verdict),
        like + 1);
    json_string(w, word);
}

/* What the first clusters did on each input. */
static int add_outcomes(struct json_writer *w, const struct record *r, struct err *err)
{
    const struct disagreements *shown = &r->disagreements;
    size_t inputs = r->inputs.count;
    cleanup_with(likeness_release) struct likeness l = {0};

    if (likeness_make(&l, &r->clustered, shown->ranks, shown->rank_count, inputs, err) < 0)
        return -1;
    json_field_array(w, "outcomes");
    for (size_t rank = 0; rank < l.clusters; rank++) {
        json_begin_array(w);
        for (size_t input = 0; input < inputs; input++)
            add_outcome(w, r, l.cells[rank * inputs + input], input);
        json_end_array(w);
    }
    json_end_array(w);
    return 0;
}

static int add_disagreements(struct json_writer *w, const struct record *r, struct err *err)
{
    cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_LINE);

    json_field_array(w, "disagreements");
    for (size_t i = 0; i < r->disagreements.count; i++) {
        buf_clear(&line);
        if (disagreement_line(&line, r, &r->disagreements, i, err) < 0)
            return -1;
        json_raw(w, line.data, line.len - 1);
    }
    json_end_array(w);
    return 0;
}

static int add_more(struct page *page, const struct record *r, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(BUF_CAP_DOCUMENT);
    struct json_writer w;

    json_writer_init(&w, &text, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "kind", "run");
    json_field_string(&w, "version", WINNOW_VERSION);
    json_field_uint64(&w, "rows", roster_candidates(r->roster));
    json_field_uint64(&w, "sources_left_out", r->sources.left_out);
    if (add_outcomes(&w, r, err) < 0 || add_disagreements(&w, r, err) < 0)
        return -1;
    json_end_object(&w);
    return json_finish(&w, err) < 0 ? -1 : page_json(page, "more", text.data, text.len, err);
}

int run_page_write(struct record *r, int fd, struct err *err)
{
    cleanup_with(page_release) struct page page = {0};

    if (page_begin(&page, fd, err) < 0 || add_report(&page, r, err) < 0 ||
        add_more(&page, r, err) < 0 || run_rows_write(r, &page, err) < 0 ||
        page_sources(&page, &r->sources, err) < 0)
        return -1;
    return page_end(&page, err);
}
