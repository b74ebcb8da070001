/* SPDX-License-Identifier: MIT */
#include "base/columns.h"
#include "base/json_writer.h"
#include "base/terminal.h"
#include "command/command.h"
#include "stage/judge_files.h"
#include "winnow/cleanup.h"

#include <string.h>

static void add_case_json(struct json_writer *w, const char *test, const struct case_result *r)
{
    json_begin_object(w);
    json_field_string(w, "test", test);
    json_field_string(w, "verdict", verdict_name(r->verdict));
    json_field_string(w, "detail", r->detail ? r->detail : "");
    json_field_ms(w, "cpu_ms", r->cpu);
    json_field_ms(w, "wall_ms", r->wall);
    json_field_int64(w, "memory_kib", r->memory / KIB);
    json_end_object(w);
}

static int print_json(const struct judged *j, const struct cases *cases, struct err *err)
{
    cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_DOCUMENT);
    const struct trial *t = &j->trial;
    struct json_writer w;

    json_writer_init(&w, &line, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", 1);
    json_field_string(&w, "source", j->path);
    json_field_string(&w, "language", t->language->name);
    json_field_string(&w, "verdict", verdict_name(t->verdict));
    json_field_string(&w, "test", t->test);
    json_field_string(&w, "detail", t->detail);
    json_field_ms(&w, "cpu_ms", t->cpu);
    json_field_ms(&w, "wall_ms", t->wall);
    json_field_int64(&w, "memory_kib", t->memory / KIB);
    json_field_array(&w, "cases");
    for (size_t i = 0; i < t->result_count; i++)
        add_case_json(&w, cases->list[i].name, &t->results[i]);
    json_end_array(&w);
    json_end_object(&w);
    if (json_finish(&w, err) < 0)
        return -1;
    fwrite(buf_str(&line), 1, line.len, stdout);
    return 0;
}

static void add_row(struct columns *c, const char *test, enum verdict verdict, nsec_t cpu,
                    bytes_t memory, const char *detail)
{
    columns_add(c, verdict == VERDICT_AC ? COLUMN_GOOD : COLUMN_BAD, "%s", verdict_name(verdict));
    columns_add(c, COLUMN_PLAIN, "%s", test);
    columns_add(c, COLUMN_PLAIN, "%.0f ms", (double)cpu / 1e6);
    columns_add(c, COLUMN_PLAIN, "%.1f MiB", (double)memory / (double)MIB);
    columns_add(c, COLUMN_DIM, "%s", detail ? detail : "");
}

static int print_people(const struct judged *j, const struct cases *cases, struct err *err)
{
    cleanup_with(columns_release) struct columns c;
    const struct trial *t = &j->trial;

    columns_init(&c, "llrrl");
    terminal_printf(stdout, "%s: %s (%s)\n", j->path, verdict_words(t->verdict),
                    verdict_name(t->verdict));
    if (t->result_count == 0) { /* it did not compile */
        terminal_printf(stdout, "  %s\n", t->detail);
        return 0;
    }
    for (size_t i = 0; i < t->result_count; i++)
        add_row(&c, cases->list[i].name, t->results[i].verdict, t->results[i].cpu,
                t->results[i].memory, t->results[i].detail);
    add_row(&c, "largest", t->verdict, t->cpu, t->memory, "");
    return columns_print(&c, stdout) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* Samples and secrets, in this order, as one list of cases. */
static int load_cases(struct cases *cases, const struct session *session, struct err *err)
{
    const struct problem *p = session->problem;
    size_t secrets = session->settings->samples_only ? 0 : p->secret_count;
    size_t n = p->sample_count + secrets;
    cleanup_free struct test_case *tests = calloc(n + 1, sizeof *tests);

    if (!tests)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (n == 0)
        return err_set(err, ERR_INPUT, "%s: no tests to judge on", p->dir);
    for (size_t i = 0; i < n; i++)
        tests[i] = i < p->sample_count ? p->samples[i] : p->secrets[i - p->sample_count];
    return cases_load(cases, tests, n, err);
}

static int print_all(const struct judged *judged, size_t count, const struct cases *cases,
                     bool json, struct err *err)
{
    const struct judged *failed = NULL;
    size_t printed = 0;
    int code = EXIT_DONE;

    for (size_t i = 0; i < count; i++) {
        if (!judged[i].started)
            continue;
        if (printed++ > 0 && !json)
            putchar('\n');
        if ((json ? print_json : print_people)(&judged[i], cases, err) < 0)
            return -1;
        if (judged[i].trial.verdict == VERDICT_JE && !failed)
            failed = &judged[i];
        if (judged[i].trial.verdict != VERDICT_AC)
            code = EXIT_NOT_AS_ASKED;
    }
    if (failed)
        return err_set(err, ERR_JUDGE, "%s could not be judged: %.200s", failed->path,
                       failed->trial.detail);
    if (printed < count)
        return err_set(err, ERR_INPUT, "%zu of %zu sources could not be taken", count - printed,
                       count);
    return code;
}

int command_judge(const struct settings *settings, const struct arguments *arguments,
                  struct err *err)
{
    cleanup_with(session_close) struct session session = {0};
    cleanup_with(cases_release) struct cases cases = {0};
    size_t count = (size_t)arguments->count - 1;
    struct judged *judged;
    int code;

    if (session_open(&session, settings, arguments->words[0], err) < 0 ||
        load_cases(&cases, &session, err) < 0 ||
        judge_files(&judged, &session, &cases, arguments->words + 1, count,
                    !settings->stop_at_first, err) < 0)
        return -1;
    code = print_all(judged, count, &cases, settings->json, err);
    judged_free(judged, count);
    return code;
}
