/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "base/remark.h"
#include "command/command.h"
#include "command/judged_print.h"
#include "report/judgement_json.h"
#include "lang/language.h"
#include "stage/judge_files.h"
#include "stage/jury_limit.h"
#include "stage/package_programs.h"
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
    int code;

    if (found < 0)
        return -1;
    if (!files)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (count == 0)
        return err_set(err, ERR_INPUT, "no source to judge");
    if (session_open(&session, settings, problem, err) < 0 ||
        jury_limit_settle(&session, err) < 0 ||
        test_set_load_all(&tests, session.problem, !settings->samples_only, err) < 0 ||
        validators_build(&validators, &session, err) < 0)
        return -1;
    if (tests.count == 0)
        return err_set(err, ERR_INPUT, "%s: no tests to judge on", session.problem->dir);
    if (settings->transcript && !session.problem->interactive)
        return err_set(err, ERR_INPUT, "%s: not interactive, so there is no transcript",
                       session.problem->dir);
    tests.all_cases = !settings->stop_at_first;
    tests.keep_cases = true;
    tests.transcripts = settings->transcript;
    tests.explain = !settings->json;
    validators_use(&validators, &tests);
    for (size_t i = 0; i < count; i++)
        files[i] = (struct judged_file){.path = arguments->words[first + i], .tests = &tests};
    code = judge_files(&session, files, count, err);
    if (code == 0)
        code = print_all(files, count, settings->json, err);
    judged_files_release(files, count);
    return code;
}
