/* SPDX-License-Identifier: MIT */
#include "report/outcome_lines.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "report/report.h"
#include "winnow/cleanup.h"

#include <stdio.h>

enum { CHUNK = 256 * 1024 };

/* By survivor, the rank of its cluster from 1; owned by the caller, NULL when out of memory. */
static size_t *cluster_ranks(const struct record *r)
{
    size_t *ranks = calloc(r->survivors.count + 1, sizeof *ranks);

    for (size_t c = 0; ranks && c < r->clustered.count; c++)
        for (size_t m = 0; m < r->clustered.clusters[c].count; m++)
            ranks[r->clustered.clusters[c].members[m]] = c + 1;
    return ranks;
}

static void add_outcome(struct json_writer *w, const struct run_outcome *outcome)
{
    char hash[33], text[48];

    if (outcome->verdict == VERDICT_COUNT) {
        json_null(w);
        return;
    }
    hash_hex(outcome->hash, hash);
    snprintf(text, sizeof text, "%s %s", verdict_name(outcome->verdict), hash);
    json_string(w, text);
}

static int add_line(struct buf *out, const struct record *r, size_t survivor, size_t rank,
                    struct err *err)
{
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    size_t inputs = r->inputs.count;
    struct json_writer w;
    const char *id;

    if (record_survivor_id(r, survivor, &room, &id, err) < 0)
        return -1;
    json_writer_init(&w, out, JSON_LINE);
    json_begin_object(&w);
    json_field_string(&w, "id", id);
    json_field_uint64(&w, "cluster", rank);
    json_field_array(&w, "outcomes");
    for (size_t i = 0; i < inputs; i++)
        add_outcome(&w, &r->clustered.outcomes[survivor * inputs + i]);
    json_end_array(&w);
    json_end_object(&w);
    return json_finish(&w, err);
}

int outcome_lines_write(const struct record *r, int fd, struct err *err)
{
    cleanup_free size_t *ranks = cluster_ranks(r);
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_DOCUMENT);

    if (!ranks)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t s = 0; s < r->survivors.count; s++) {
        if (add_line(&out, r, s, ranks[s], err) < 0)
            return -1;
        if (out.len < CHUNK && s + 1 < r->survivors.count)
            continue;
        if (file_write_all(fd, buf_str(&out), out.len) < 0)
            return err_sys(err, ERR_JUDGE, "writing outcomes");
        buf_clear(&out);
    }
    return 0;
}
