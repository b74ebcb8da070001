/* SPDX-License-Identifier: MIT */
#include "stage/stress/stress.h"
#include "base/screen/columns.h"
#include "base/file.h"
#include "base/json/json_writer.h"
#include "base/remark.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "report/judgement_json.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

enum { SHOWN_BYTES = 400, CASES_MAX = 100000 };

static int set_name(struct buf *name, struct err *err, const char *stem, const char *suffix)
{
    buf_clear(name);
    return buf_addf(name, "%s%s", stem, suffix) < 0 ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* DIR/NN with a number such that there is no DIR/NN.in, which it makes: other cases are kept. */
static int begin_case(const char *dir, struct buf *stem, struct err *err)
{
    cleanup_with(buf_release) struct buf path = BUF_INIT(BUF_CAP_LINE);

    for (unsigned n = 1; n <= CASES_MAX; n++) {
        cleanup_fd int fd = -1;

        buf_clear(stem);
        if (buf_addf(stem, "%s/%02u", dir, n) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
        if (set_name(&path, err, buf_str(stem), ".in") < 0)
            return -1;
        fd = open(buf_str(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0)
            return 0;
        if (errno != EEXIST)
            return err_sys(err, ERR_INPUT, "%s", buf_str(&path));
    }
    return err_set(err, ERR_INPUT, "%s: full: it has %d cases", dir, CASES_MAX);
}

/* The input is written last, so that a case is whole once its input is there. */
static int save_case(const struct failing_input *failing, const char *dir, bool has_answer,
                     struct buf *stem, struct err *err)
{
    cleanup_with(buf_release) struct buf path = BUF_INIT(BUF_CAP_LINE);

    if (file_make_dirs(dir, err) < 0 || begin_case(dir, stem, err) < 0)
        return -1;
    if (has_answer &&
        (set_name(&path, err, buf_str(stem), ".ans") < 0 ||
         file_replace(buf_str(&path), buf_str(&failing->answer), failing->answer.len, err) < 0))
        return -1;
    return set_name(&path, err, buf_str(stem), ".in") < 0
               ? -1
               : file_replace(buf_str(&path), buf_str(&failing->input), failing->input.len, err);
}

static int print_json(const struct stress_finding *finding, const struct stress_report *report,
                      const char *stem, struct err *err)
{
    cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_DOCUMENT);
    const struct failing_input *failing = &finding->failing;
    struct json_writer w;

    json_writer_init(&w, &line, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", 1);
    json_field_string(&w, "suspect", finding->suspect);
    json_field_bool(&w, "built", finding->is_built);
    json_field_bool(&w, "differs", finding->differs);
    json_field_uint64(&w, "inputs_tried", finding->differs ? finding->found_at : report->tried);
    if (finding->differs) {
        json_field_string(&w, "verdict", verdict_name(failing->judgement.verdict));
        json_field_string(&w, "detail", failing->judgement.detail);
        json_field_string(&w, "origin", finding->origin);
        json_field_uint64(&w, "found_bytes", failing->found_bytes);
        json_field_uint64(&w, "bytes", failing->input.len);
        json_field_string(&w, "file", stem);
        json_key(&w, "input");
        json_string_n(&w, buf_str(&failing->input), failing->input.len);
        json_key(&w, "answer");
        json_string_n(&w, buf_str(&failing->answer), failing->answer.len);
    }
    json_end_object(&w);
    return json_print(&w, err);
}

static void print_found(const struct stress_finding *finding, const char *stem)
{
    const struct failing_input *failing = &finding->failing;
    size_t n = failing->input.len;

    terminal_printf(stdout, "%s: %s (%s)\n", finding->suspect,
                    verdict_words(failing->judgement.verdict),
                    verdict_name(failing->judgement.verdict));
    terminal_printf(stdout, "  %s\n", failing->judgement.detail);
    terminal_printf(stdout, "  input %zu, %s, %zu bytes; made smaller: %zu bytes, %s.in\n",
                    finding->found_at, finding->origin, failing->found_bytes, n, stem);
    if (n > SHOWN_BYTES)
        return;
    terminal_write(stdout, buf_str(&failing->input), n);
    if (n > 0 && buf_str(&failing->input)[n - 1] != '\n')
        putchar('\n');
}

static void print_people(const struct stress_finding *finding, const struct stress_report *report,
                         const char *stem)
{
    if (finding->differs)
        print_found(finding, stem);
    else if (finding->is_built)
        terminal_printf(stdout, "%s: no difference on %zu inputs\n", finding->suspect,
                        report->tried);
    else
        terminal_printf(stdout, "%s: not run\n", finding->suspect);
}

/* Saves and prints all. 1 when a suspect has failed, 0, or -1. */
static int deliver_findings(const struct stress_report *report, const struct session *session,
                            struct err *err)
{
    const struct settings *settings = session->settings;
    bool has_answers = !session->problem->interactive && !session->problem->multi_pass;
    int differing = 0;

    for (size_t i = 0; i < report->count; i++) {
        const struct stress_finding *finding = &report->findings[i];
        cleanup_with(buf_release) struct buf stem = BUF_INIT(BUF_CAP_LINE);

        if (finding->differs &&
            save_case(&finding->failing, settings->out_dir ? settings->out_dir : "winnow-stress",
                      has_answers, &stem, err) < 0)
            return -1;
        differing |= finding->differs;
        if (!settings->json)
            print_people(finding, report, buf_str(&stem));
        else if (print_json(finding, report, buf_str(&stem), err) < 0)
            return -1;
    }
    return differing;
}

static void print_remarks(const struct stress_report *report, const struct settings *settings)
{
    if (report->left_out > 0)
        remark(settings->remarks,
               "%zu inputs left out, as the good program has no answer to them: the first, %s",
               report->left_out, report->first_left_out);
}

int command_stress(const struct settings *settings, const struct arguments *arguments,
                   struct err *err)
{
    cleanup_with(session_close) struct session session = {0};
    cleanup_with(stress_report_release) struct stress_report report = {0};
    size_t suspects = (size_t)arguments->count - 2;
    int differing;

    if (session_open(&session, settings, arguments->words[0], err) < 0)
        return -1;
    if (stress_run(&report, &session, arguments->words[1], arguments->words + 2, suspects, err) < 0)
        return -1;
    print_remarks(&report, settings);
    differing = deliver_findings(&report, &session, err);
    if (differing < 0)
        return -1;
    if (differing == 0 && report.interrupted)
        return err_set(err, ERR_INTERRUPTED, "interrupted: no difference on %zu inputs",
                       report.tried);
    if (report.tried == 0)
        return err_set(err, ERR_INPUT, "%s: no input could be tried", session.problem->given);
    for (size_t i = 0; i < report.count; i++)
        if (!report.findings[i].is_built)
            return err_set(err, ERR_INPUT, "%s: could not be run", report.findings[i].suspect);
    return differing ? EXIT_NOT_AS_ASKED : EXIT_DONE;
}
