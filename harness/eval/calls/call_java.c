/* SPDX-License-Identifier: MIT */
/*
 * Java: the prompt first, which has the imports, then java/Values.java and one of the two sides. In the tests' program the
 * prompt's method sends the arguments and reads the result; the suite's main gets another name, so that the jar has one
 * main. In the candidate's the whole source stands there. Its main class is `public class Main`: a source that has a class of
 * that name, or a public one, is none that the suite's own program could be made of either.
 */
#include "eval/calls/call_language.h"
#include "base/json/json_writer.h"
#include "eval/calls/prompt_function.h"
#include "lang/language_rows.h"

#include <ctype.h>
#include <string.h>

/* The Makefile says that this depends on them. */
extern const char call_java_candidate[], call_java_tests[];
__asm__(".pushsection .rodata\n"
        ".globl call_java_files\n"
        "call_java_files:\n"
        ".incbin \"harness/eval/calls/java/Values.java\"\n"
        ".byte 0\n"
        "call_java_candidate:\n"
        ".incbin \"harness/eval/calls/java/Candidate.java\"\n"
        ".byte 0\n"
        "call_java_tests:\n"
        ".incbin \"harness/eval/calls/java/Tests.java\"\n"
        ".byte 0\n.popsection");

enum { NAME_MAX_HERE = 120, CHUNK_MAX = 8000 }; /* a literal may have 65,535 bytes */

static bool has_word(struct span header, const char *word)
{
    char text[1024];

    if (header.length >= sizeof text)
        return false;
    memcpy(text, header.text, header.length);
    text[header.length] = '\0';
    return code_find(text, word) != NULL;
}

/* The name of the class in a text from its keyword on. */
static bool take_class(const char *from, char *name)
{
    const char *at = code_find(from, "class");
    size_t n = 0;

    if (!at)
        return false;
    for (at += strlen("class"); isspace((unsigned char)*at); at++)
        ;
    while (isalnum((unsigned char)at[n]) || at[n] == '_' || at[n] == '$')
        n++;
    if (n == 0 || n >= NAME_MAX_HERE)
        return false;
    memcpy(name, at, n);
    name[n] = '\0';
    return true;
}

/* A method of a class that is in no other. */
static int find_method(struct prompt_function *method, char *class_name, const char *prompt,
                       struct err *err)
{
    return prompt_function_find(method, prompt) && method->depth == 2 &&
                   take_class(method->outer.text, class_name)
               ? 0
               : err_set(err, ERR_INPUT, "the prompt does not end with a method of a class");
}

static int add_call(struct buf *out, const struct prompt_function *method, const char *class_name)
{
    int rc = buf_addf(out, "\n%sWinnowCalls.call(%s.class, %s, \"%.*s\", new Object[] {",
                      has_word(method->header, "void") ? "" : "return ", class_name,
                      has_word(method->header, "static") ? "null" : "this",
                      (int)method->name.length, method->name.text);

    for (size_t i = 0; i < method->parameter_count && rc == 0; i++)
        rc = buf_addf(out, "%.*s, ", (int)method->parameters[i].length, method->parameters[i].text);
    return rc < 0 ? -1 : buf_adds(out, "});\n");
}

/* The name of the class that the tests' main is in: one of theirs, or the prompt's, which they go on with. */
static bool find_main(const char *tests, const char *class_name, const char **at, char *of)
{
    const char *word = code_find(tests, "main"), *class = code_find(tests, "class");

    if (!word)
        return false;
    *at = word;
    if (!class || class > word) {
        strcpy(of, class_name);
        return true;
    }
    /* The last one before it. */
    for (const char *next = class; next && next < word;
         next = code_find(next + strlen("class"), "class"))
        class = next;
    return take_class(class, of);
}

static size_t lines_of(const struct buf *text)
{
    size_t lines = 1;

    for (size_t i = 0; i < text->len; i++)
        lines += text->data[i] == '\n';
    return lines;
}

/* For the report: the tests in pieces, and the line of the program that their first one is. */
static int add_text(struct buf *out, const char *tests, size_t first_line)
{
    size_t n;

    if (buf_addf(out,
                 "\nclass WinnowText {\nstatic final int FIRST_LINE = %zu;\n"
                 "static final String[] TESTS = {\n",
                 first_line) < 0)
        return -1;
    for (; *tests; tests += n) {
        n = strnlen(tests, CHUNK_MAX);
        while (tests[n] && n > 1 && (tests[n] & 0xc0) == 0x80)
            n--; /* not within a character */
        if (json_add_string(out, tests, n) < 0 || buf_adds(out, ",\n") < 0)
            return -1;
    }
    return buf_adds(out, "};\n}\n");
}

/* The suite's tests, their main under another name, and one that runs it. */
static int add_tests(struct buf *out, const char *tests, const char *main_at, const char *main_of)
{
    size_t first_line = lines_of(out);

    return buf_add(out, tests, (size_t)(main_at - tests)) < 0 || buf_adds(out, "winnowMain") < 0 ||
                   buf_adds(out, main_at + strlen("main")) < 0 ||
                   add_text(out, tests, first_line) < 0
               ? -1
               : buf_addf(out,
                          "class WinnowTests {\n"
                          "public static void main(String[] args) {\n"
                          "WinnowCalls.run(() -> %s.winnowMain(args));\n}\n}\n",
                          main_of);
}

/* Both sides, and in the place of WinnowText, which is each task's own, one whose number is no constant to be inlined. */
static int write_library(struct buf *out)
{
    return buf_adds(out, call_java_files) < 0 || buf_adds(out, call_java_candidate) < 0 ||
                   buf_adds(out, call_java_tests) < 0
               ? -1
               : buf_adds(out, "\nclass WinnowText {\n"
                               "static final int FIRST_LINE = Integer.parseInt(\"0\");\n"
                               "static final String[] TESTS = {};\n}\n");
}

/* A class of a package cannot name ours, which are in none. */
static bool is_in_no_package(const char *text)
{
    return !code_find(text, "package");
}

static int add_own(struct buf *out, const struct call_task *task, const char *side)
{
    return task->has_library ? 0 : buf_adds(out, call_java_files) < 0 ? -1 : buf_adds(out, side);
}

static int write_tests(const struct call_task *task, struct buf *out, struct err *err)
{
    struct prompt_function method;
    char class_name[NAME_MAX_HERE], main_of[NAME_MAX_HERE];
    const char *main_at;
    size_t closes = text_closes(task->tests);

    if (find_method(&method, class_name, task->prompt, err) < 0)
        return -1;
    if (!find_main(task->tests, class_name, &main_at, main_of))
        return err_set(err, ERR_INPUT, "the tests have no main");
    return call_made(buf_adds(out, task->prompt) < 0 || add_call(out, &method, class_name) < 0 ||
                             call_add_braces(out, closes < 2 ? 2 - closes : 0) < 0 ||
                             add_tests(out, task->tests, main_at, main_of) < 0 ||
                             add_own(out, task, call_java_tests) < 0
                         ? -1
                         : 0,
                     out, err);
}

static int write_candidate(const struct call_task *task, const struct buf *source, struct buf *out,
                           struct err *err)
{
    struct prompt_function method;
    char class_name[NAME_MAX_HERE];

    if (find_method(&method, class_name, task->prompt, err) < 0)
        return -1;
    return call_made(buf_add(out, buf_str(source), source->len) < 0 || buf_addc(out, '\n') < 0 ||
                             call_add_braces(out, text_closes(task->tests)) < 0 ||
                             buf_addf(out,
                                      "public class Main {\n"
                                      "public static void main(String[] args) {\n"
                                      "WinnowServer.serve(%s.class);\n}\n}\n",
                                      class_name) < 0 ||
                             add_own(out, task, call_java_candidate) < 0
                         ? -1
                         : 0,
                     out, err);
}

#define LIBRARY "winnow.jar"

/* The program comes first: WinnowText of the tests is there. */
const struct call_language call_java = {
    .language = "java",
    .tests = write_tests,
    .candidate = write_candidate,
    .library = write_library,
    .library_name = LIBRARY,
    .library_compile = WORDS("-cp", LIBRARY),
    .library_run_tests = WORDS("-cp", "program:" LIBRARY, "WinnowTests"),
    .library_run_candidate = WORDS("-cp", "program:" LIBRARY, "Main"),
    .takes_library = is_in_no_package};
