/* SPDX-License-Identifier: MIT */
#include "report/report.h"
#include "report/judgement_json.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <string.h>

void report_count(struct report_counts *counts, const struct record *r)
{
    memset(counts, 0, sizeof *counts);
    counts->total = roster_candidates(r->roster);
    counts->unique = roster_programs(r->roster);
    for (size_t i = 0; i < roster_known(r->roster); i++) {
        const struct roster_program *u = roster_program(r->roster, i);

        if (u->copies == 0)
            continue;
        counts->verdicts[u->verdict]++;
        if (u->verdict == VERDICT_AC)
            counts->survivor_samples += u->copies;
    }
    counts->survivors = counts->verdicts[VERDICT_AC];
    counts->compiled = counts->unique - counts->verdicts[VERDICT_CE];
    for (int kind = 0; kind < COMPLAINT_COUNT; kind++)
        counts->skipped += r->complaints[kind];
}

int report_all_judged(const struct record *r, struct err *err)
{
    struct report_counts c;
    uint64_t lost;

    report_count(&c, r);
    lost = c.verdicts[VERDICT_JE];
    for (size_t i = 0; r->evaluated && i < r->pick_count; i++)
        lost += r->evaluated[i].verdict == VERDICT_JE;
    if (lost == 0)
        return 0;
    return err_set(err, ERR_JUDGE, "%llu programs could not be judged (verdict JE)",
                   (unsigned long long)lost);
}

void report_file_name(const struct record *r, size_t pick, char *out, size_t size)
{
    size_t survivor = r->picks[pick].survivor;
    const struct language *l = r->survivors.list[survivor].language;

    snprintf(out, size, "submissions/%02zu.%s", pick + 1, l->extensions ? l->extensions[0] : "txt");
}

size_t report_solved_at(const struct record *r)
{
    for (size_t i = 0; r->evaluated && i < r->pick_count; i++)
        if (r->evaluated[i].verdict == VERDICT_AC && !judgement_is_partial(&r->evaluated[i]))
            return i + 1;
    return 0;
}

static void add_problem(struct json_writer *w, const struct record *r)
{
    const struct problem *problem = r->problem;

    json_field_object(w, "problem");
    json_field_string(w, "name", problem->name);
    json_field_string(w, "path", r->problem_path);
    json_field_ms(w, "time_limit_ms", problem->time_limit);
    json_field_int64(w, "memory_limit_kib", problem->memory_limit / KIB);
    json_field_uint64(w, "samples", problem->sample_count);
    json_field_uint64(w, "secrets", problem->secret_count);
    json_end_object(w);
}

static void add_paths(struct json_writer *w, const struct record *r)
{
    json_field_array(w, "candidates");
    for (size_t i = 0; i < r->candidate_paths; i++)
        json_string(w, r->candidates[i]);
    json_end_array(w);
}

static void add_settings(struct json_writer *w, const struct record *r)
{
    const struct settings *s = r->settings;

    json_field_object(w, "settings");
    if (r->candidate_paths == 1)
        json_field_string(w, "candidates", r->candidates[0]);
    else
        add_paths(w, r);
    json_field_uint64(w, "seed", s->seed);
    json_field_uint64(w, "k", s->k);
    json_field_uint64(w, "inputs", s->inputs);
    json_field_string(w, "inputs_dir", s->inputs_dir);
    if (s->input_budget == INPUT_BUDGET_DEFAULT)
        json_field_null(w, "input_budget");
    else
        json_field_uint64(w, "input_budget", s->input_budget);
    json_field_string(w, "constraints", s->constraints);
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

static void add_counts(struct json_writer *w, const struct record *r)
{
    struct report_counts c;

    report_count(&c, r);
    json_field_object(w, "counts");
    json_field_uint64(w, "total", c.total);
    json_field_uint64(w, "unique", c.unique);
    json_field_uint64(w, "compiled", c.compiled);
    json_field_uint64(w, "survivors", c.survivors);
    json_field_uint64(w, "survivor_samples", c.survivor_samples);
    json_field_uint64(w, "survivors_dropped", r->survivors.dropped);
    json_field_uint64(w, "clusters", r->clustered.count);
    json_field_uint64(w, "inputs", r->inputs.count);
    json_field_uint64(w, "inputs_proposed", r->inputs.proposed);
    json_field_uint64(w, "runs_search", r->inputs.search_runs);
    json_field_uint64(w, "tests", r->inputs.test_count);
    json_field_uint64(w, "runs", r->clustered.cost.asked);
    json_field_uint64(w, "runs_full_matrix", r->clustered.cost.full);
    json_field_uint64(w, "runs_saved", r->clustered.cost.saved);
    json_field_object(w, "verdicts");
    for (int v = 0; v < VERDICT_COUNT; v++)
        json_field_uint64(w, verdict_name((enum verdict)v), c.verdicts[v]);
    json_end_object(w);
    json_field_object(w, "skipped");
    for (int kind = 0; kind < COMPLAINT_COUNT; kind++)
        if (r->complaints[kind])
            json_field_uint64(w, complaint_name((enum complaint_kind)kind), r->complaints[kind]);
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
        json_field_bool(w, "doubtful", inputs->list[i].doubtful);
        json_field_double(w, "stands_for", inputs->list[i].stands_for);
        json_end_object(w);
    }
    json_end_array(w);
}

static int add_cluster(struct json_writer *w, const struct record *r, size_t rank, struct err *err)
{
    const struct cluster *c = &r->clustered.clusters[rank];
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    char signature[33];

    hash_hex(c->signature, signature);
    json_begin_object(w);
    json_field_uint64(w, "rank", rank + 1);
    json_field_uint64(w, "size", c->size);
    json_field_bool(w, "settled", c->finished);
    json_field_uint64(w, "inputs_run", c->inputs_run);
    json_field_string(w, "signature", signature);
    json_field_double(w, "votes", r->clustered.votes ? r->clustered.votes[c->members[0]] : NAN);
    json_field_array(w, "members");
    for (size_t m = 0; m < c->count; m++) {
        const char *id;

        if (record_survivor_id(r, c->members[m], &room, &id, err) < 0)
            return -1;
        json_begin_object(w);
        json_field_string(w, "id", id);
        json_field_uint64(w, "copies", r->clustered.weights[c->members[m]]);
        json_end_object(w);
    }
    json_end_array(w);
    json_end_object(w);
    return 0;
}

static void add_equivalence(struct json_writer *w, const struct record *r)
{
    json_field_string(w, "equivalence", r->by_validator ? "output validator" : "output");
}

static int add_clusters(struct json_writer *w, const struct record *r, struct err *err)
{
    json_field_array(w, "clusters");
    for (size_t i = 0; i < r->clustered.count; i++)
        if (add_cluster(w, r, i, err) < 0)
            return -1;
    json_end_array(w);
    return 0;
}

static int add_submission(struct json_writer *w, const struct record *r, size_t i, struct err *err)
{
    size_t survivor = r->picks[i].survivor;
    cleanup_with(buf_release) struct buf room = BUF_INIT(BUF_CAP_LINE);
    const char *id;
    char file[64];

    if (record_survivor_id(r, survivor, &room, &id, err) < 0)
        return -1;
    report_file_name(r, i, file, sizeof file);
    json_begin_object(w);
    json_field_uint64(w, "rank", i + 1);
    json_field_string(w, "id", id);
    json_field_string(w, "language", r->survivors.list[survivor].language->name);
    json_field_uint64(w, "cluster", r->picks[i].cluster + 1);
    json_field_string(w, "file", file);
    if (r->evaluated)
        judgement_json(w, &r->evaluated[i]);
    json_end_object(w);
    return 0;
}

static int add_submissions(struct json_writer *w, const struct record *r, struct err *err)
{
    json_field_array(w, "submissions");
    for (size_t i = 0; i < r->pick_count; i++)
        if (add_submission(w, r, i, err) < 0)
            return -1;
    json_end_array(w);
    if (r->evaluated) {
        json_field_bool(w, "solved", report_solved_at(r) > 0);
        if (report_solved_at(r) > 0)
            json_field_uint64(w, "solved_at", report_solved_at(r));
        else
            json_field_null(w, "solved_at");
    }
    return 0;
}

static void add_timings(struct json_writer *w, const struct record *r)
{
    json_field_object(w, "timings");
    json_field_ms(w, "set_up_ms", r->timings.set_up);
    json_field_ms(w, "filter_ms", r->timings.filter);
    json_field_ms(w, "inputs_ms", r->timings.inputs);
    json_field_ms(w, "cluster_ms", r->timings.cluster);
    json_field_ms(w, "evaluate_ms", r->timings.evaluate);
    json_field_uint64(w, "measured_alone", r->measured_alone);
    json_field_uint64(w, "measured_under_pressure", r->measured_under_pressure);
    json_end_object(w);
}

int report_json(struct buf *out, const struct record *r, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", REPORT_SCHEMA_VERSION);
    add_problem(&w, r);
    add_settings(&w, r);
    add_isolation(&w, &r->facts);
    add_counts(&w, r);
    add_inputs(&w, &r->inputs);
    add_equivalence(&w, r);
    if (add_clusters(&w, r, err) < 0 || add_submissions(&w, r, err) < 0)
        return -1;
    add_timings(&w, r);
    json_end_object(&w);
    return json_finish(&w, err);
}

int report_clusters_json(struct buf *out, const struct record *r, struct err *err)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_PRETTY);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", REPORT_SCHEMA_VERSION);
    add_counts(&w, r);
    add_inputs(&w, &r->inputs);
    add_equivalence(&w, r);
    if (add_clusters(&w, r, err) < 0)
        return -1;
    json_end_object(&w);
    return json_finish(&w, err);
}
