/* SPDX-License-Identifier: MIT */
#include "hall/report.h"
#include "base/json_writer.h"
#include "winnow/cleanup.h"

#include <string.h>

void report_count(struct report_counts *counts, const struct pipeline *p)
{
    memset(counts, 0, sizeof *counts);
    counts->total = ledger_entries(p->ledger);
    counts->unique = ledger_uniques(p->ledger);
    for (size_t i = 0; i < ledger_known(p->ledger); i++) {
        const struct unique *u = ledger_unique(p->ledger, i);

        if (u->copies == 0)
            continue;
        counts->verdicts[u->outcome.verdict]++;
        if (u->outcome.verdict == VERDICT_AC)
            counts->survivor_samples += u->copies;
    }
    counts->survivors = counts->verdicts[VERDICT_AC];
    counts->compiled = counts->unique - counts->verdicts[VERDICT_CE];
    for (int kind = 0; kind < COMPLAINT_COUNT; kind++)
        counts->skipped += p->filtered.complaints[kind];
}

int report_all_judged(const struct pipeline *p, struct err *err)
{
    struct report_counts c;
    uint64_t lost;

    report_count(&c, p);
    lost = c.verdicts[VERDICT_JE];
    for (size_t i = 0; p->evaluated && i < p->pick_count; i++)
        lost += p->evaluated[i].verdict == VERDICT_JE;
    if (lost == 0)
        return 0;
    return err_set(err, ERR_JUDGE, "%llu programs could not be judged (verdict JE)",
                   (unsigned long long)lost);
}

int report_survivor_id(const struct pipeline *p, size_t survivor, struct buf *room, const char **id,
                       struct err *err)
{
    const struct unique *u = ledger_unique(p->ledger, p->filtered.survivors[survivor].unique);
    struct entry_text text;

    if (ledger_text(p->ledger, u->first, room, &text, err) < 0)
        return -1;
    *id = text.id;
    return 0;
}

void report_file_name(const struct pipeline *p, size_t pick, char *out, size_t size)
{
    size_t survivor = p->picks[pick].survivor;
    const struct language *l = p->filtered.survivors[survivor].language;

    snprintf(out, size, "submissions/%02zu.%s", pick + 1, l->extensions[0]);
}

size_t report_solved_at(const struct pipeline *p)
{
    for (size_t i = 0; p->evaluated && i < p->pick_count; i++)
        if (p->evaluated[i].verdict == VERDICT_AC)
            return i + 1;
    return 0;
}

static void add_problem(struct json_writer *w, const struct pipeline *p)
{
    const struct problem *problem = p->session.problem;

    json_field_object(w, "problem");
    json_field_string(w, "name", problem->name);
    json_field_string(w, "path", p->problem_path);
    json_field_ms(w, "time_limit_ms", problem->time_limit);
    json_field_int64(w, "memory_limit_kib", problem->memory_limit / KIB);
    json_field_uint64(w, "samples", problem->sample_count);
    json_field_uint64(w, "secrets", problem->secret_count);
    json_end_object(w);
}

static void add_settings(struct json_writer *w, const struct pipeline *p)
{
    const struct settings *s = p->session.settings;

    json_field_object(w, "settings");
    json_field_string(w, "candidates", p->candidates_path);
    json_field_uint64(w, "seed", s->seed);
    json_field_uint64(w, "k", s->k);
    json_field_uint64(w, "inputs", s->inputs);
    json_field_string(w, "inputs_dir", s->inputs_dir);
    json_field_string(w, "select", select_rule_name(s->rule));
    json_field_bool(w, "full_matrix", s->full_matrix);
    json_field_uint64(w, "max_survivors", s->max_survivors);
    json_field_bool(w, "evaluate", s->evaluate);
    json_end_object(w);
}

static void add_isolation(struct json_writer *w, const struct sandbox_facts *facts)
{
    json_field_object(w, "isolation");
    json_field_string(w, "level", isolation_name(facts->level));
    json_field_int64(w, "cgroup_version", facts->cgroup_version);
    json_field_string(w, "not_enforced", facts->limits_note);
    json_end_object(w);
}

static void add_counts(struct json_writer *w, const struct pipeline *p)
{
    struct report_counts c;

    report_count(&c, p);
    json_field_object(w, "counts");
    json_field_uint64(w, "total", c.total);
    json_field_uint64(w, "unique", c.unique);
    json_field_uint64(w, "compiled", c.compiled);
    json_field_uint64(w, "survivors", c.survivors);
    json_field_uint64(w, "survivor_samples", c.survivor_samples);
    json_field_uint64(w, "survivors_dropped", p->filtered.dropped);
    json_field_uint64(w, "clusters", p->clustered.count);
    json_field_uint64(w, "inputs", p->inputs.count);
    json_field_uint64(w, "runs", p->clustered.cost.asked);
    json_field_uint64(w, "runs_full_matrix", p->clustered.cost.full);
    json_field_uint64(w, "runs_saved", p->clustered.cost.saved);
    json_field_object(w, "verdicts");
    for (int v = 0; v < VERDICT_COUNT; v++)
        json_field_uint64(w, verdict_name((enum verdict)v), c.verdicts[v]);
    json_end_object(w);
    json_field_object(w, "skipped");
    for (int kind = 0; kind < COMPLAINT_COUNT; kind++)
        if (p->filtered.complaints[kind])
            json_field_uint64(w, complaint_name((enum complaint_kind)kind),
                              p->filtered.complaints[kind]);
    json_end_object(w);
    json_end_object(w);
}

static void add_inputs(struct json_writer *w, const struct made_inputs *inputs)
{
    json_field_array(w, "inputs");
    for (size_t i = 0; i < inputs->count; i++) {
        char file[32];

        snprintf(file, sizeof file, "inputs/%03zu.in", i + 1);
        json_begin_object(w);
        json_field_string(w, "file", file);
        json_field_string(w, "origin", inputs->list[i].origin);
        json_field_int64(w, "bytes", inputs->list[i].size);
        json_end_object(w);
    }
    json_end_array(w);
}

static int add_cluster(struct json_writer *w, const struct pipeline *p, size_t rank,
                       struct err *err)
{
    const struct cluster *c = &p->clustered.clusters[rank];
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    char signature[33];

    hash_hex(c->signature, signature);
    json_begin_object(w);
    json_field_uint64(w, "rank", rank + 1);
    json_field_uint64(w, "size", c->size);
    json_field_bool(w, "settled", c->finished);
    json_field_uint64(w, "inputs_run", c->inputs_run);
    json_field_string(w, "signature", signature);
    json_field_array(w, "members");
    for (size_t m = 0; m < c->count; m++) {
        const char *id;

        if (report_survivor_id(p, c->members[m], &room, &id, err) < 0)
            return -1;
        json_begin_object(w);
        json_field_string(w, "id", id);
        json_field_uint64(w, "copies", p->clustered.weights[c->members[m]]);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
    return 0;
}

static int add_clusters(struct json_writer *w, const struct pipeline *p, struct err *err)
{
    json_field_array(w, "clusters");
    for (size_t i = 0; i < p->clustered.count; i++)
        if (add_cluster(w, p, i, err) < 0)
            return -1;
    json_end_array(w);
    return 0;
}

static int add_submission(struct json_writer *w, const struct pipeline *p, size_t i,
                          struct err *err)
{
    size_t survivor = p->picks[i].survivor;
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    const char *id;
    char file[64];

    if (report_survivor_id(p, survivor, &room, &id, err) < 0)
        return -1;
    report_file_name(p, i, file, sizeof file);
    json_begin_object(w);
    json_field_uint64(w, "rank", i + 1);
    json_field_string(w, "id", id);
    json_field_string(w, "language", p->filtered.survivors[survivor].language->name);
    json_field_uint64(w, "cluster", p->picks[i].cluster + 1);
    json_field_string(w, "file", file);
    if (p->evaluated) {
        const struct evaluated *e = &p->evaluated[i];

        json_field_string(w, "verdict", verdict_name(e->verdict));
        json_field_string(w, "test", e->test);
        json_field_string(w, "detail", e->detail);
        json_field_ms(w, "cpu_ms", e->cpu);
        json_field_int64(w, "memory_kib", e->memory / KIB);
    }
    json_end_object(w);
    return 0;
}

static int add_submissions(struct json_writer *w, const struct pipeline *p, struct err *err)
{
    json_field_array(w, "submissions");
    for (size_t i = 0; i < p->pick_count; i++)
        if (add_submission(w, p, i, err) < 0)
            return -1;
    json_end_array(w);
    if (p->evaluated) {
        json_field_bool(w, "solved", report_solved_at(p) > 0);
        if (report_solved_at(p) > 0)
            json_field_uint64(w, "solved_at", report_solved_at(p));
        else
            json_field_null(w, "solved_at");
    }
    return 0;
}

static void add_timings(struct json_writer *w, const struct pipeline *p)
{
    json_field_object(w, "timings");
    json_field_ms(w, "set_up_ms", p->timings.set_up);
    json_field_ms(w, "filter_ms", p->timings.filter);
    json_field_ms(w, "inputs_ms", p->timings.inputs);
    json_field_ms(w, "cluster_ms", p->timings.cluster);
    json_field_ms(w, "evaluate_ms", p->timings.evaluate);
    json_field_uint64(w, "measured_alone", jobs_counts(p->session.pool).alone);
    json_field_uint64(w, "measured_under_pressure", jobs_counts(p->session.pool).pressed);
    json_end_object(w);
}

int report_json(struct buf *out, const struct pipeline *p, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", REPORT_SCHEMA_VERSION);
    add_problem(&w, p);
    add_settings(&w, p);
    add_isolation(&w, &p->session.facts);
    add_counts(&w, p);
    add_inputs(&w, &p->inputs);
    if (add_clusters(&w, p, err) < 0 || add_submissions(&w, p, err) < 0)
        return -1;
    add_timings(&w, p);
    json_end_object(&w);
    return json_finish(&w, err);
}

int report_clusters_json(struct buf *out, const struct pipeline *p, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", REPORT_SCHEMA_VERSION);
    add_counts(&w, p);
    add_inputs(&w, &p->inputs);
    if (add_clusters(&w, p, err) < 0)
        return -1;
    json_end_object(&w);
    return json_finish(&w, err);
}
