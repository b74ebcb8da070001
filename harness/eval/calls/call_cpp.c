/* SPDX-License-Identifier: MIT */
/*
 * C++: the prompt's headers, cpp/values.hpp and one of the two sides, then the prompt. In the tests' program its function
 * sends the arguments and reads the result; the suite's main stands behind, as it is. In the candidate's the whole source
 * stands there, and a main that answers the calls. Both have the function's type from the prompt.
 */
#include "eval/calls/call_language.h"
#include "base/json/json_writer.h"
#include "eval/calls/prompt_function.h"

#include <string.h>

/*
 * The Makefile says that this depends on them. None may have a word for which a source is built anew each time (`not_kept`
 * of the row) or gets no precompiled header (lang/gcc/preamble.c): "native" in a name, a device, the source's own name.
 */
extern const char call_cpp_candidate[], call_cpp_tests[];
__asm__(".pushsection .rodata\n"
        ".globl call_cpp_files\n"
        "call_cpp_files:\n"
        ".incbin \"harness/eval/calls/cpp/values.hpp\"\n"
        ".byte 0\n"
        "call_cpp_candidate:\n"
        ".incbin \"harness/eval/calls/cpp/candidate.hpp\"\n"
        ".byte 0\n"
        "call_cpp_tests:\n"
        ".incbin \"harness/eval/calls/cpp/tests.hpp\"\n"
        ".byte 0\n.popsection");

/* Only a function outside of all classes and namespaces. */
static int find_function(struct prompt_function *function, const char *prompt, struct err *err)
{
    return prompt_function_find(function, prompt) && function->depth == 1
               ? 0
               : err_set(err, ERR_INPUT, "the prompt does not end with a function");
}

/* First, so that a precompiled header of theirs can be used. */
static int add_headers(struct buf *out, const char *prompt)
{
    for (const char *line = prompt; *line; line += strcspn(line, "\n"), line += *line == '\n')
        if (*line == '#' && strncmp(line + 1 + strspn(line + 1, " \t"), "include", 7) == 0 &&
            (buf_add(out, line, strcspn(line, "\n")) < 0 || buf_addc(out, '\n') < 0))
            return -1;
    return 0;
}

static int add_call(struct buf *out, const struct prompt_function *function)
{
    int rc = buf_addf(out, "\nreturn winnow_calls::call(&%.*s", (int)function->name.length,
                      function->name.text);

    for (size_t i = 0; i < function->parameter_count && rc == 0; i++)
        rc = buf_addf(out, ", %.*s", (int)function->parameters[i].length,
                      function->parameters[i].text);
    return rc < 0 ? -1 : buf_adds(out, ");\n");
}

static int add_texts(struct buf *out, const struct call_task *task,
                     const struct prompt_function *function)
{
    return buf_addf(out,
                    "const char winnow_calls::function_name[] = \"%.*s\";\n"
                    "const char winnow_calls::tests_text[] = ",
                    (int)function->name.length, function->name.text) < 0 ||
                   json_add_string(out, task->tests, strlen(task->tests)) < 0
               ? -1
               : buf_adds(out, ";\n");
}

static int write_tests(const struct call_task *task, struct buf *out, struct err *err)
{
    struct prompt_function function;
    size_t closes = text_closes(task->tests);

    if (find_function(&function, task->prompt, err) < 0)
        return -1;
    return call_made(
        add_headers(out, task->prompt) < 0 || buf_adds(out, call_cpp_files) < 0 ||
                buf_adds(out, call_cpp_tests) < 0 || add_texts(out, task, &function) < 0 ||
                buf_adds(out, "#line 1 \"prompt.cpp\"\n") < 0 || buf_adds(out, task->prompt) < 0 ||
                add_call(out, &function) < 0 || call_add_braces(out, closes == 0) < 0 ||
                buf_adds(out, "#line 1 \"tests.cpp\"\n") < 0 || buf_adds(out, task->tests) < 0 ||
                buf_addc(out, '\n') < 0
            ? -1
            : 0,
        out, err);
}

/* The type is asked of a declaration, so that a completion may overload the name. */
static int add_main(struct buf *out, const struct prompt_function *function)
{
    int name = (int)function->name.length;

    return buf_addf(out,
                    "\n#line 1 \"call.cpp\"\n"
                    "namespace winnow_signature { %.*s; }\n"
                    "int main() {\n"
                    "  return winnow_calls::serve(\n"
                    "      static_cast<decltype(&winnow_signature::%.*s)>(&::%.*s));\n"
                    "}\n",
                    (int)function->header.length, function->header.text, name, function->name.text,
                    name, function->name.text);
}

static int write_candidate(const struct call_task *task, const struct buf *source, struct buf *out,
                           struct err *err)
{
    struct prompt_function function;

    if (find_function(&function, task->prompt, err) < 0)
        return -1;
    return call_made(
        add_headers(out, task->prompt) < 0 || buf_adds(out, call_cpp_files) < 0 ||
                buf_adds(out, call_cpp_candidate) < 0 ||
                buf_adds(out, "#line 1 \"candidate.cpp\"\n") < 0 ||
                buf_add(out, buf_str(source), source->len) < 0 || buf_addc(out, '\n') < 0 ||
                call_add_braces(out, text_closes(task->tests)) < 0 || add_main(out, &function) < 0
            ? -1
            : 0,
        out, err);
}

const struct call_language call_cpp = {
    .language = "cpp", .tests = write_tests, .candidate = write_candidate};
