/* SPDX-License-Identifier: MIT */
/*
 * JavaScript: javascript/values.js and one of the two sides, then a call with the sources as strings. So a source that
 * is no JavaScript is found by our own program, and no line of ours is in the candidate's scope.
 */
#include "eval/calls/call_language.h"
#include "base/json/json_writer.h"
#include "eval/calls/prompt_function.h"

#include <string.h>

/* The Makefile says that this depends on them. */
extern const char call_javascript_candidate[], call_javascript_tests[];
__asm__(".pushsection .rodata\n"
        ".globl call_javascript_files\n"
        "call_javascript_files:\n"
        ".incbin \"harness/eval/calls/javascript/values.js\"\n"
        ".byte 0\n"
        "call_javascript_candidate:\n"
        ".incbin \"harness/eval/calls/javascript/candidate.js\"\n"
        ".byte 0\n"
        "call_javascript_tests:\n"
        ".incbin \"harness/eval/calls/javascript/tests.js\"\n"
        ".byte 0\n.popsection");

static bool starts_line(const char *prompt, const char *at)
{
    static const char *const words[] = {"function", "const", "let", "var", "async", "export"};

    if (at > prompt && at[-1] != '\n')
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* Before the function that a completion goes on with: a statement before it may have no semicolon. */
static bool find_helpers(const char *prompt, size_t *length)
{
    struct prompt_function function;
    const char *at;

    *length = strlen(prompt);
    if (!prompt_function_find(&function, prompt))
        return function.depth == 0 && text_closes(prompt) == 0;
    for (at = function.header.text + function.header.length; at > function.header.text; at--)
        if (starts_line(prompt, at))
            break;
    *length = (size_t)(at - prompt);
    return true;
}

static int add_argument(struct buf *out, const char *text, size_t length)
{
    return json_add_string(out, text, length) < 0 || buf_adds(out, ",\n") < 0 ? -1 : 0;
}

static int write_tests(const struct call_task *task, struct buf *out, struct err *err)
{
    const char *entry = task->entry_point ? task->entry_point : "";
    size_t helpers;

    if (!find_helpers(task->prompt, &helpers))
        return err_set(err, ERR_INPUT, "the prompt does not end with a function");
    return call_made(
        buf_adds(out, call_javascript_files) < 0 || buf_adds(out, call_javascript_tests) < 0 ||
                buf_adds(out, "runTests(") < 0 || add_argument(out, task->prompt, helpers) < 0 ||
                add_argument(out, task->tests, strlen(task->tests)) < 0 ||
                add_argument(out, entry, strlen(entry)) < 0 || buf_adds(out, ");\n") < 0
            ? -1
            : 0,
        out, err);
}

static int write_candidate(const struct call_task *task, const struct buf *source, struct buf *out,
                           struct err *err)
{
    (void)task;
    return call_made(
        buf_adds(out, call_javascript_files) < 0 || buf_adds(out, call_javascript_candidate) < 0 ||
                buf_adds(out, "serve(") < 0 ||
                json_add_string(out, buf_str(source), source->len) < 0 || buf_adds(out, ");\n") < 0
            ? -1
            : 0,
        out, err);
}

const struct call_language call_javascript = {
    .language = "javascript", .tests = write_tests, .candidate = write_candidate};
