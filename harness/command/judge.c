/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/remark.h"
#include "base/screen/terminal.h"
#include "command/command.h"
#include "command/judged_print.h"
#include "report/judgement_json.h"
#include "lang/language.h"
#include "stage/judge_files.h"
#include "stage/jury_limit.h"
#include "stage/program/package_programs.h"
#include "stage/source_watch.h"
#include "winnow/cleanup.h"

#include <string.h>

static int print_json(const struct judged_file *file, struct err *err)
{
    cleanup_with(buf_release) struct buf line = BUF_INIT(BUF_CAP_DOCUMENT);
    struct json_writer w;

    json_writer_init(&w, &line, JSON_LINE);
    json_begin_object(&w);
    json_field_int64(&w, "schema_version", 1);
    json_field_string(&w, "source", file->path);
    json_field_string(&w, "language", file->language->name);
    judgement_json(&w, &file->judgement);
    judgement_json_cases(&w, &file->judgement);
    json_end_object(&w);
    return json_print(&w, err);
}

static int print_all(const struct judged_file *files, size_t count, bool json, struct err *err)
{
    const struct judged_file *failed = NULL;
    size_t printed = 0;
    int code = EXIT_DONE;

    for (size_t i = 0; i < count; i++) {
        if (!files[i].judged)
            continue;
        if (printed++ > 0 && !json)
            putchar('\n');
        if ((json ? print_json : judged_file_print)(&files[i], err) < 0)
            return -1;
        if (files[i].judgement.verdict == VERDICT_JE && !failed)
            failed = &files[i];
        if (files[i].judgement.verdict != VERDICT_AC)
            code = EXIT_NOT_AS_ASKED;
    }
    if (failed)
        return err_set(err, ERR_JUDGE, "%s could not be judged: %.200s", failed->path,
                       failed->judgement.detail);
    if (printed < count)
        return err_set(err, ERR_INPUT, "%zu of %zu sources could not be taken", count - printed,
                       count);
    return code;
}

/*
 * A source in the place of PROBLEM: the problem is that whose folder the source, else the working
 * directory, lies in.
 */
static int find_problem(char **out, const struct settings *settings, const char *word,
                        struct err *err)
{
    if (file_is_directory(word) || !language_by_file(word)) {
        *out = strdup(word);
        return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
    }
    if (problem_find(out, word, err) < 0)
        return -1;
    remark(settings->remarks, "problem %s", *out);
    return 1;
}

/* The sources as they are now. */
static int judge_now(struct session *session, struct judged_file *files, size_t count,
                     struct err *err)
{
    int code = judge_files(session, files, count, err);

    if (code == 0)
        code = print_all(files, count, session->settings->json, err);
    judged_files_release(files, count);
    return code;
}

static void close_watch(struct source_watch **watch)
{
    source_watch_close(*watch);
}

/* A source that is half written is no reason to end, nor is any other failure but a stop. */
static int judge_until_stopped(struct session *session, struct judged_file *files, size_t count,
                               struct err *err)
{
    cleanup_with(close_watch) struct source_watch *watch = NULL;

    if (source_watch_open(&watch, session, files, count, err) < 0)
        return -1;
    for (;;) {
        struct err stopped = {0};
        int code = judge_now(session, files, count, err);

        if (code < 0 && err->kind != ERR_INPUT && err->kind != ERR_JUDGE)
            return -1;
        if (code < 0) {
            remark(session->settings->remarks, "%s", err->msg);
            code = (int)err->kind;
        }
        if (fflush(stdout) != 0)
            return code; /* main says what is wrong */
        remark(session->settings->remarks, "waiting for a change of %s%s", files[0].path,
               count > 1 ? " or another source" : "");
        if (source_watch_wait(watch, &stopped) < 0) {
            *err = stopped;
            return stopped.kind == ERR_INTERRUPTED ? code : -1;
        }
        if (!session->settings->json)
            terminal_clear(stdout);
    }
}

/* What is asked of each source. */
static int load_tests(struct test_set *tests, struct session *session, struct err *err)
{
    const struct settings *settings = session->settings;

    if (test_set_load_all(tests, session->problem, !settings->samples_only, err) < 0)
        return -1;
    if (tests->count == 0)
        return err_set(err, ERR_INPUT, "%s: no tests to judge on", session->problem->given);
    if (settings->transcript && !session->problem->interactive)
        return err_set(err, ERR_INPUT, "%s: not interactive, so there is no transcript",
                       session->problem->given);
    tests->all_cases = settings->full || !settings->stop_at_first;
    tests->keep_cases = true;
    tests->transcripts = settings->transcript;
    tests->explain = !settings->json;
    return 0;
}

int command_judge(const struct settings *settings, const struct arguments *arguments,
                  struct err *err)
{
    cleanup_free char *problem = NULL;
    int found = find_problem(&problem, settings, arguments->words[0], err);
    cleanup_with(session_close) struct session session = {0};
    cleanup_with(toolset_release) struct toolset validators = {0};
    cleanup_with(test_set_release) struct test_set tests = {0};
    size_t first = found > 0 ? 0 : 1, count = (size_t)arguments->count - first;
    cleanup_free struct judged_file *files = calloc(count + 1, sizeof *files);

    if (found < 0)
        return -1;
    if (!files)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (count == 0)
        return err_set(err, ERR_INPUT, "no source to judge");
    if (session_open(&session, settings, problem, err) < 0 ||
        jury_limit_settle(&session, err) < 0 || load_tests(&tests, &session, err) < 0 ||
        validators_build(&validators, &session, err) < 0)
        return -1;
    validators_use(&validators, &tests);
    for (size_t i = 0; i < count; i++)
        files[i] = (struct judged_file){.path = arguments->words[first + i], .tests = &tests};
    return (settings->watch ? judge_until_stopped : judge_now)(&session, files, count, err);
}
