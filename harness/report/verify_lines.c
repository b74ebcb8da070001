/* SPDX-License-Identifier: MIT */
#include "report/verify_lines.h"
#include "base/screen/columns.h"
#include "base/json/json_writer.h"
#include "base/screen/terminal.h"
#include "report/judgement_json.h"
#include "winnow/cleanup.h"

enum { GROUPS_SHOWN = 12 };

/* ---- for people */

static void add_submission(struct columns *c, const char *problem,
                           const struct verified_submission *s)
{
    const struct judgement *j = &s->judgement;
    char room[JUDGEMENT_WORDS], score[SCORE_WORDS] = "";
    const char *words = judgement_words(j, room);

    columns_add(c, s->ok ? COLUMN_GOOD : COLUMN_BAD, "%s", s->ok ? "ok" : "NOT OK");
    columns_add(c, COLUMN_PLAIN, "%s", problem);
    columns_add(c, COLUMN_PLAIN, "%s", s->submission->name);
    if (j->scored)
        score_words(j->score, j->max_score, score);
    columns_add(c, COLUMN_PLAIN, "%s%s%s", verdict_name(j->verdict), *score ? "  " : "", score);
    columns_add(c, COLUMN_PLAIN, "%.0f ms", (double)j->cpu / 1e6);
    if (s->ok)
        columns_add(c, COLUMN_DIM, "%s%s%.200s", j->test ? j->test : "",
                    j->test && *words ? ": " : "", words);
    else
        columns_add(c, COLUMN_PLAIN, "%.350s", s->broken);
}

static void add_check(struct columns *c, const char *problem, const struct data_check *check)
{
    bool holds = check->failed == 0;

    columns_add(c, holds ? COLUMN_GOOD : COLUMN_BAD, "%s",
                holds               ? "ok"
                : check->is_warning ? "warning"
                                    : "NOT OK");
    columns_add(c, COLUMN_PLAIN, "%s", problem);
    columns_add(c, COLUMN_PLAIN, "%s", check->sentence);
    if (holds)
        columns_add(c, COLUMN_DIM, "%zu checked", check->checked);
    else
        columns_add(c, COLUMN_PLAIN, "%zu of %zu do not", check->failed, check->checked);
    for (size_t i = 0; i < check->complaint_count; i++) {
        columns_add(c, COLUMN_PLAIN, "%s", "");
        columns_add(c, COLUMN_PLAIN, "%s", problem);
        columns_add(c, COLUMN_PLAIN, "  %s", check->complaints[i].test);
        columns_add(c, COLUMN_PLAIN, "%.350s", check->complaints[i].detail);
    }
}

static void add_sensitive(struct columns *c, const struct verification *v,
                          const struct verified_submission *s)
{
    double limit = (double)v->problem->time_limit / 1e9;

    columns_add(c, COLUMN_BAD, "%s", "warning");
    columns_add(c, COLUMN_PLAIN, "%s", v->problem->name);
    columns_add(c, COLUMN_PLAIN, "%s", s->submission->name);
    columns_add(c, COLUMN_PLAIN, "sensitive to the time limit: too slow at %g s, but not at %g s",
                limit, (double)v->killed_at / 1e9);
}

static void fill_submissions(struct columns *c, const struct verification *v)
{
    for (size_t i = 0; i < v->submission_count; i++)
        if (v->submissions[i].judged)
            add_submission(c, v->problem->name, &v->submissions[i]);
}

static void fill_checks(struct columns *c, const struct verification *v)
{
    for (size_t i = 0; i < v->submission_count; i++)
        if (v->submissions[i].is_sensitive)
            add_sensitive(c, v, &v->submissions[i]);
    for (size_t i = 0; i < v->check_count; i++)
        add_check(c, v->problem->name, &v->checks[i]);
}

static void add_groups_row(struct columns *c, const struct verified_submission *s,
                           const enum verdict *verdicts)
{
    columns_add(c, COLUMN_PLAIN, "%s", s->submission->name);
    for (size_t g = 0; g < c->width - 1; g++)
        columns_add(c, verdicts[g] == VERDICT_AC ? COLUMN_GOOD : COLUMN_PLAIN, "%s",
                    verdicts[g] == VERDICT_COUNT ? "-" : verdict_name(verdicts[g]));
}

/* Submission × group. */
static void fill_groups(struct columns *c, const struct verification *v)
{
    cleanup_free enum verdict *verdicts = calloc(v->group_count + 1, sizeof *verdicts);

    if (!verdicts) {
        c->failed = true;
        return;
    }
    columns_add(c, COLUMN_DIM, "%s", "");
    for (size_t g = 0; g < c->width - 1; g++)
        columns_add(c, COLUMN_DIM, "%s", v->groups[g]);
    for (size_t i = 0; i < v->submission_count; i++) {
        if (!v->submissions[i].judged)
            continue;
        verification_groups(v, &v->submissions[i].judgement, verdicts);
        add_groups_row(c, &v->submissions[i], verdicts);
    }
}

static void print_bounds(const struct verification *v, FILE *out)
{
    terminal_printf(out, "        %s: time limit %g s", v->problem->name,
                    (double)v->problem->time_limit / 1e9);
    if (v->slowest)
        terminal_printf(out, ", slowest that must be in time: %s %.0f ms",
                        v->slowest->submission->name, (double)v->slowest_time / 1e6);
    if (v->fastest)
        terminal_printf(out, ", fastest that must be too slow: %s %.0f ms%s",
                        v->fastest->submission->name, (double)v->fastest_time / 1e6,
                        v->fastest_time >= v->killed_at ? " or more" : "");
    if (v->slowest && v->fastest && v->slowest_time > 0)
        terminal_printf(out, " (ratio %.1f)", (double)v->fastest_time / (double)v->slowest_time);
    if (v->fastest && v->fastest_time < v->killed_at && !v->problem->time_limit_given)
        terminal_printf(out, ": too near for a time limit by the rule of the format");
    putc('\n', out);
}

static int print_columns(const struct verification *v, const char *align,
                         void (*fill)(struct columns *, const struct verification *), FILE *out)
{
    struct columns c;
    int rc;

    columns_init(&c, align);
    fill(&c, v);
    rc = columns_print(&c, out);
    columns_release(&c);
    return rc;
}

static int print_groups(const struct verification *v, FILE *out)
{
    static const char align[] = "lllllllllllll"; /* GROUPS_SHOWN and the submission's */
    size_t shown = v->group_count < GROUPS_SHOWN ? v->group_count : GROUPS_SHOWN;

    if (!verification_has_groups(v))
        return 0;
    if (print_columns(v, align + GROUPS_SHOWN - shown, fill_groups, out) < 0)
        return -1;
    if (shown < v->group_count)
        fprintf(out, "        %zu groups more are in --json\n", v->group_count - shown);
    return 0;
}

int verify_print(const struct verification *v, FILE *out, struct err *err)
{
    if (print_columns(v, "llllrl", fill_submissions, out) < 0 || print_groups(v, out) < 0 ||
        print_columns(v, "llll", fill_checks, out) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    print_bounds(v, out);
    return 0;
}

/* ---- JSON */

static void begin_line(struct json_writer *w, struct buf *out, const struct verification *v)
{
    json_writer_init(w, out, JSON_LINE);
    json_begin_object(w);
    json_field_int64(w, "schema_version", 1);
    json_field_string(w, "problem", v->problem->name);
}

static int end_line(struct json_writer *w, struct err *err)
{
    json_end_object(w);
    return json_finish(w, err);
}

static void add_groups(struct json_writer *w, const struct verification *v,
                       const enum verdict *verdicts)
{
    json_field_object(w, "groups");
    for (size_t g = 0; g < v->group_count; g++)
        json_field_string(w, v->groups[g],
                          verdicts[g] == VERDICT_COUNT ? NULL : verdict_name(verdicts[g]));
    json_end_object(w);
}

static int submission_json(const struct verification *v, const struct verified_submission *s,
                           struct buf *out, struct err *err)
{
    cleanup_free enum verdict *verdicts = calloc(v->group_count + 1, sizeof *verdicts);
    char reason[JUDGEMENT_WORDS];
    struct json_writer w;

    if (!verdicts)
        return err_set(err, ERR_JUDGE, "out of memory");
    begin_line(&w, out, v);
    json_field_string(&w, "submission", s->submission->name);
    json_field_string(&w, "label", s->submission->label);
    json_field_string(&w, "language", s->language);
    if (s->judged) {
        judgement_json(&w, &s->judgement);
        verification_groups(v, &s->judgement, verdicts);
        add_groups(&w, v, verdicts);
        json_field_bool(&w, "sensitive", s->is_sensitive);
        json_field_bool(&w, "ok", s->ok);
        json_field_string(&w, "broken", s->ok ? NULL : s->broken);
        json_field_null(&w, "not_run");
    } else {
        snprintf(reason, sizeof reason, "%s%s", s->is_foreign ? s->language : s->trouble,
                 s->is_foreign ? " is not run here" : "");
        json_field_null(&w, "verdict");
        json_field_null(&w, "ok");
        json_field_string(&w, "not_run", reason);
    }
    return end_line(&w, err);
}

static int check_json(const struct verification *v, const struct data_check *check, struct buf *out,
                      struct err *err)
{
    struct json_writer w;

    begin_line(&w, out, v);
    json_field_string(&w, "check", check->name);
    json_field_bool(&w, "ok", check->failed == 0);
    json_field_bool(&w, "warning", check->is_warning);
    json_field_uint64(&w, "checked", check->checked);
    json_field_uint64(&w, "failed", check->failed);
    json_field_array(&w, "complaints");
    for (size_t i = 0; i < check->complaint_count; i++) {
        json_begin_object(&w);
        json_field_string(&w, "test", check->complaints[i].test);
        json_field_string(&w, "detail", check->complaints[i].detail);
        json_end_object(&w);
    }
    json_end_array(&w);
    return end_line(&w, err);
}

int verify_json(const struct verification *v, struct buf *out, struct err *err)
{
    for (size_t i = 0; i < v->submission_count; i++)
        if (submission_json(v, &v->submissions[i], out, err) < 0)
            return -1;
    for (size_t i = 0; i < v->check_count; i++)
        if (check_json(v, &v->checks[i], out, err) < 0)
            return -1;
    return 0;
}
