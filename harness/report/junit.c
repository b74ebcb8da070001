/* SPDX-License-Identifier: MIT */
#include "report/junit.h"
#include "base/file.h"
#include "base/utf8.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <string.h>

/*
 * XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF. Line ends in an attribute
 * are blanks to every reader.
 */
static const char *escape_of(const char *at, size_t length, bool valid)
{
    unsigned char c = (unsigned char)*at;

    if (!valid || c < ' ' || c == 0x7f || (c == 0xc2 && (unsigned char)at[1] < 0xa0) ||
        (length == 3 && memcmp(at, "\xef\xbf", 2) == 0 && (unsigned char)at[2] >= 0xbe))
        return c == '\n' || c == '\t' ? " " : "\xef\xbf\xbd";
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : NULL;
}

static void add_text(struct buf *out, const char *text)
{
    size_t left = strlen(text), length;

    for (; left > 0; text += length, left -= length) {
        bool valid = utf8_step(text, left, &length);
        const char *escape = escape_of(text, length, valid);

        if (escape)
            buf_adds(out, escape);
        else
            buf_add(out, text, length);
    }
}

static void add_attribute(struct buf *out, const char *name, const char *value)
{
    buf_addf(out, " %s=\"", name);
    add_text(out, value);
    buf_addc(out, '"');
}

/* `kind`: "failure", "skipped", "error", or NULL for a case that passed. */
static void add_case(struct buf *out, const char *class_name, const char *name, nsec_t time,
                     const char *kind, const char *message)
{
    buf_adds(out, "    <testcase");
    add_attribute(out, "classname", class_name);
    add_attribute(out, "name", name);
    buf_addf(out, " time=\"%.3f\"", (double)time / 1e9);
    if (!kind) {
        buf_adds(out, "/>\n");
        return;
    }
    buf_addf(out, "><%s", kind);
    add_attribute(out, "message", message);
    buf_adds(out, "/></testcase>\n");
}

static void begin_suite(struct buf *out, const char *name, size_t tests, size_t failures,
                        size_t skipped, size_t errors)
{
    buf_adds(out, "  <testsuite");
    add_attribute(out, "name", name);
    buf_addf(out, " tests=\"%zu\" failures=\"%zu\" skipped=\"%zu\" errors=\"%zu\">\n", tests,
             failures, skipped, errors);
}

/* Had an append found no room, there would be little now: none is as long as this. */
static int finish_suite(struct buf *out, struct err *err)
{
    return buf_adds(out, "  </testsuite>\n") < 0 || out->cap - out->len < (size_t)MIB
               ? err_set(err, ERR_JUDGE, "the JUnit report is too large")
               : 0;
}

static void add_submission(struct buf *out, const char *problem,
                           const struct verified_submission *s)
{
    char reason[JUDGEMENT_WORDS];
    const char *kind = !s->judged ? "skipped" : s->ok ? NULL : "failure";

    snprintf(reason, sizeof reason, "%s%s", s->is_foreign ? s->language : s->trouble,
             s->is_foreign ? " is not run here" : "");
    if (s->judged && s->judgement.verdict == VERDICT_JE)
        kind = "error";
    add_case(out, problem, s->submission->name, s->judgement.cpu, kind,
             s->judged ? s->broken : reason);
}

static void add_check(struct buf *out, const char *problem, const struct data_check *check)
{
    cleanup_with(buf_release) struct buf words = BUF_INIT(65536);

    for (size_t i = 0; i < check->complaint_count; i++)
        buf_addf(&words, "%s%s: %s", i > 0 ? "; " : "", check->complaints[i].test,
                 check->complaints[i].detail);
    add_case(out, problem, check->sentence, 0,
             check->failed > 0 && !check->is_warning ? "failure" : NULL, buf_str(&words));
}

int junit_add(struct buf *out, const struct verification *v, struct err *err)
{
    size_t failures = 0, skipped = 0, errors = 0;

    for (size_t i = 0; i < v->submission_count; i++) {
        const struct verified_submission *s = &v->submissions[i];
        bool error = s->judged && s->judgement.verdict == VERDICT_JE;

        errors += error;
        failures += s->judged && !s->ok && !error;
        skipped += !s->judged;
    }
    for (size_t i = 0; i < v->check_count; i++)
        failures += v->checks[i].failed > 0 && !v->checks[i].is_warning;
    begin_suite(out, v->problem->name, v->submission_count + v->check_count, failures, skipped,
                errors);
    for (size_t i = 0; i < v->submission_count; i++)
        add_submission(out, v->problem->name, &v->submissions[i]);
    for (size_t i = 0; i < v->check_count; i++)
        add_check(out, v->problem->name, &v->checks[i]);
    return finish_suite(out, err);
}

int junit_add_error(struct buf *out, const char *problem, const char *message, struct err *err)
{
    begin_suite(out, problem, 1, 0, 0, 1);
    add_case(out, problem, "package", 0, "error", message);
    return finish_suite(out, err);
}

int junit_write(const char *path, const struct buf *suites, struct err *err)
{
    cleanup_with(buf_release) struct buf document = BUF_INIT(suites->len + 256);

    if (buf_addf(&document, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n") < 0 ||
        buf_add(&document, buf_str(suites), suites->len) < 0 ||
        buf_adds(&document, "</testsuites>\n") < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return file_replace(path, document.data, document.len, err);
}
