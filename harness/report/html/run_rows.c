/* SPDX-License-Identifier: MIT */
#include "report/html/run_rows.h"
#include "base/json/json.h"
#include "report/html/page_rows.h"
#include "winnow/cleanup.h"

#include <string.h>

/* What one row after the other needs. */
struct run_rows {
    const struct record *record;
    size_t *ranks;        /* of each survivor's cluster, from 1 */
    size_t next_survivor; /* survivors are ordered as candidates are */
    struct page_rows rows;
    struct buf text;
};

static int find_ranks(struct run_rows *rows, struct err *err)
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
static size_t rank_of(struct run_rows *rows, size_t candidate)
{
    const struct survivors *s = &rows->record->survivors;

    if (rows->next_survivor == s->count || s->list[rows->next_survivor].first != candidate)
        return 0;
    return rows->ranks[rows->next_survivor++];
}

/* The label that came in with the candidate: what another judge said of it. NULL: none. The caller frees it. */
static char *label_of(const char *extra)
{
    cleanup_with(json_members_release) struct json_members members = {0};
    struct err err = {0};

    return extra[0] && json_read_members(&members, extra, strlen(extra), &err) > 0
               ? json_text(&members, "label")
               : NULL;
}

static int add_program(struct run_rows *rows, size_t i, const char *id, const char *label,
                       struct err *err)
{
    struct roster *roster = rows->record->roster;
    size_t number = roster_candidate(roster, i)->unique;
    const struct roster_program *p = roster_program(roster, number);
    struct page_program program = {.language = p->language->name,
                                   .test = p->test,
                                   .verdict = p->verdict,
                                   .copies = p->copies,
                                   .cluster = rank_of(rows, i),
                                   .cpu = p->cpu,
                                   .wall = p->wall,
                                   .memory = p->memory};
    struct judgement judgement;

    if (roster_judgement(roster, number, &judgement, err) < 0)
        return -1;
    program.detail = judgement.detail;
    return page_rows_program(&rows->rows, id, label, &program, err);
}

static int add_row(struct run_rows *rows, size_t i, struct err *err)
{
    struct roster *roster = rows->record->roster;
    const struct roster_program *p = roster_program(roster, roster_candidate(roster, i)->unique);
    cleanup_free char *label = NULL;
    struct roster_text text;

    if (roster_text(roster, i, &rows->text, &text, err) < 0)
        return -1;
    label = label_of(text.extra);
    return p->first == i ? add_program(rows, i, text.id, label ? label : "", err)
                         : page_rows_copy(&rows->rows, text.id, label ? label : "", p->first, err);
}

static int add_rows(struct run_rows *rows, struct err *err)
{
    size_t count = roster_candidates(rows->record->roster);

    if (find_ranks(rows, err) < 0)
        return -1;
    for (size_t i = 0; i < count && i < PAGE_ROWS_MAX; i++)
        if (add_row(rows, i, err) < 0)
            return -1;
    return page_rows_end(&rows->rows, err);
}

int run_rows_write(const struct record *r, struct page *page, struct err *err)
{
    struct run_rows rows = {.record = r, .text = BUF_INIT(BUF_CAP_LINE)};
    int rc;

    page_rows_begin(&rows.rows, page);
    rc = add_rows(&rows, err);
    page_rows_release(&rows.rows);
    free(rows.ranks);
    buf_release(&rows.text);
    return rc;
}
