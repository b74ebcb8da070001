/* SPDX-License-Identifier: MIT */
#include "report/html/run_rows.h"
#include "base/json_blocks.h"
#include "base/json_writer.h"
#include "winnow/cleanup.h"

#include <string.h>

enum { BLOCK = 512 * 1024, LABEL_MAX = 40 };

/* What one row after the other needs. */
struct rows {
    const struct record *record;
    size_t *ranks;        /* of each survivor's cluster, from 1 */
    size_t next_survivor; /* survivors are ordered as candidates are */
    struct json_blocks rows,
        measures; /* apart, so that all but the latter is the same in each run */
    struct buf text, json;
};

static int find_ranks(struct rows *rows, struct err *err)
{
    const struct clustered *clustered = &rows->record->clustered;

    rows->ranks = calloc(rows->record->survivors.count + 1, sizeof *rows->ranks);
    if (!rows->ranks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < clustered->count; i++)
        for (size_t m = 0; m < clustered->clusters[i].count; m++)
            rows->ranks[clustered->clusters[i].members[m]] = i + 1;
    return 0;
}

/* The rank of the cluster that the candidate is in, or 0. Candidates are asked for in order. */
static size_t rank_of(struct rows *rows, size_t candidate)
{
    const struct survivors *s = &rows->record->survivors;

    if (rows->next_survivor == s->count || s->list[rows->next_survivor].first != candidate)
        return 0;
    return rows->ranks[rows->next_survivor++];
}

/* A label that came in with the candidate: what somebody else's judge said of it. */
static void add_label(struct json_writer *w, const char *extra)
{
    cleanup_with(json_members_release) struct json_members members = {0};
    cleanup_free char *label = NULL;
    struct err err = {0};

    if (extra[0] && json_read_members(&members, extra, strlen(extra), &err) > 0)
        label = json_text(&members, "label");
    json_string_n(w, label ? label : "", label ? strnlen(label, LABEL_MAX) : 0);
}

static int add_program(struct json_writer *w, struct rows *rows, size_t i, struct err *err)
{
    struct roster *roster = rows->record->roster;
    size_t program = roster_candidate(roster, i)->unique;
    const struct roster_program *p = roster_program(roster, program);
    struct judgement j;

    if (roster_judgement(roster, program, &j, err) < 0)
        return -1;
    json_string(w, p->language->name);
    json_string(w, verdict_name(j.verdict));
    json_string(w, j.test);
    json_string(w, j.detail);
    json_uint64(w, p->copies);
    json_uint64(w, rank_of(rows, i));
    return 0;
}

/* CPU and wall time in hundredths of a millisecond, and memory in KiB. */
static int add_measures(struct rows *rows, const struct roster_program *p, struct err *err)
{
    struct json_writer w;

    buf_clear(&rows->json);
    json_writer_init(&w, &rows->json, JSON_LINE);
    json_begin_array(&w);
    json_int64(&w, (p->cpu + 5000) / 10000);
    json_int64(&w, (p->wall + 5000) / 10000);
    json_int64(&w, p->memory / KIB);
    json_end_array(&w);
    return json_finish(&w, err) < 0
               ? -1
               : json_blocks_add(&rows->measures, rows->json.data, rows->json.len, err);
}

static int make_row(struct rows *rows, size_t i, const struct roster_program *p, struct err *err)
{
    struct roster_text text;
    struct json_writer w;

    buf_clear(&rows->json);
    if (roster_text(rows->record->roster, i, &rows->text, &text, err) < 0)
        return -1;
    json_writer_init(&w, &rows->json, JSON_LINE);
    json_begin_array(&w);
    json_string(&w, text.id);
    add_label(&w, text.extra);
    if (p->first != i)
        json_uint64(&w, p->first);
    else if (add_program(&w, rows, i, err) < 0)
        return -1;
    json_end_array(&w);
    return json_finish(&w, err);
}

static int add_row(struct rows *rows, size_t i, struct err *err)
{
    struct roster *roster = rows->record->roster;
    const struct roster_program *p = roster_program(roster, roster_candidate(roster, i)->unique);

    if (make_row(rows, i, p, err) < 0 ||
        json_blocks_add(&rows->rows, rows->json.data, rows->json.len, err) < 0)
        return -1;
    return p->first == i ? add_measures(rows, p, err) : 0;
}

static int put_rows(void *page, uint64_t first, const struct buf *packed, struct err *err)
{
    return page_block(page, "rows", first, packed, err);
}

static int put_measures(void *page, uint64_t first, const struct buf *packed, struct err *err)
{
    return page_block(page, "measures", first, packed, err);
}

static int write_rows(struct rows *rows, struct err *err)
{
    size_t count = roster_candidates(rows->record->roster);

    if (find_ranks(rows, err) < 0)
        return -1;
    for (size_t i = 0; i < count && i < PAGE_ROWS_MAX; i++)
        if (add_row(rows, i, err) < 0)
            return -1;
    return json_blocks_end(&rows->rows, err) < 0 ? -1 : json_blocks_end(&rows->measures, err);
}

int run_rows_write(const struct record *r, struct page *page, struct err *err)
{
    struct rows rows = {
        .record = r, .text = BUF_INIT(BUF_CAP_LINE), .json = BUF_INIT(BUF_CAP_LINE)};
    int rc;

    json_blocks_init(&rows.rows, BLOCK, put_rows, page);
    json_blocks_init(&rows.measures, BLOCK, put_measures, page);
    rc = write_rows(&rows, err);
    free(rows.ranks);
    json_blocks_release(&rows.rows);
    json_blocks_release(&rows.measures);
    buf_release(&rows.text);
    buf_release(&rows.json);
    return rc;
}
