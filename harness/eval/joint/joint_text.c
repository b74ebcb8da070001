/* SPDX-License-Identifier: MIT */
/* How program, tests and launcher become one source, or files beside each other. */
#include "base/file.h"
#include "base/hash.h"
#include "eval/joint/joint.h"
#include "eval/joint/joint_kind.h"
#include "eval/joint/undefine.h"
#include "winnow/cleanup.h"

#include <string.h>

static const char name_word[] = "NAME", program_word[] = "PROGRAM\n", tests_word[] = "TESTS\n";

/* The pieces of a source, and a name with a hash of the program. */
struct joint_text {
    const struct joint_kind *kind;
    const char *program, *tests;
    size_t head; /* bytes of the tests that belong to the program */
    char name[48];
};

static int add_named(struct buf *out, const char *text, size_t length, const char *name)
{
    const char *end = text + length;
    int rc = 0;

    for (const char *at;
         rc == 0 && (at = memmem(text, (size_t)(end - text), name_word, strlen(name_word)));
         text = at + strlen(name_word))
        rc = buf_add(out, text, (size_t)(at - text)) < 0 ? -1 : buf_adds(out, name);
    return rc < 0 ? -1 : buf_add(out, text, (size_t)(end - text));
}

/* The first of the words that are to be replaced that comes in the text. One pass: there may be many of them. */
static const char *find_renamed(const struct joint_kind *kind, const char *text,
                                const char *const **found)
{
    for (; kind->renamed && *text; text++)
        for (const char *const *pair = kind->renamed; *pair; pair += 2)
            if (strncmp(text, *pair, strlen(*pair)) == 0) {
                *found = pair;
                return text;
            }
    return NULL;
}

static int add_tests(struct buf *out, const struct joint_text *text)
{
    const char *rest = text->tests + text->head, *const *pair = NULL;

    for (const char *at; (at = find_renamed(text->kind, rest, &pair)); rest = at + strlen(pair[0]))
        if (buf_add(out, rest, (size_t)(at - rest)) < 0 ||
            add_named(out, pair[1], strlen(pair[1]), text->name) < 0)
            return -1;
    return buf_adds(out, rest);
}

static int add_undefined(struct buf *out, const struct joint_text *text)
{
    const struct joint_kind *kind = text->kind;

    if (!kind->macros_when || !strstr(text->program, kind->macros_when))
        return 0;
    return joint_undefine(text->program, text->tests, kind->has_assert_header, out);
}

/* The name in the program's package clause, or NULL. */
static const char *find_package(const char *program)
{
    static const char word[] = "package ";
    const char *at = program;

    while (at && strncmp(at, word, strlen(word)) != 0)
        at = (at = strchr(at, '\n')) ? at + 1 : NULL;
    return at ? at + strlen(word) : NULL;
}

/* A main of its own is no test: in its own package it is a function as any other. */
static int add_in_package(struct buf *out, const struct joint_text *text)
{
    static const char own_main[] = "func main()";
    const char *rest = text->program, *name = find_package(rest), *own;

    if (name) {
        if (buf_add(out, rest, (size_t)(name - rest)) < 0 || buf_adds(out, text->kind->package) < 0)
            return -1;
        rest = name + strcspn(name, " \t\r\n;/");
    }
    own = strstr(rest, own_main);
    if (own && (buf_add(out, rest, (size_t)(own - rest)) < 0 ||
                buf_addf(out, "func %s()", text->name) < 0))
        return -1;
    return buf_adds(out, own ? own + strlen(own_main) : rest);
}

static int add_program(struct buf *out, const struct joint_text *text)
{
    int rc = text->kind->package ? add_in_package(out, text) : buf_adds(out, text->program);

    return rc < 0 || buf_add(out, text->tests, text->head) < 0 ? -1 : add_undefined(out, text);
}

/* A function that lists those of the tests; a variable could be changed. */
static int add_test_list(struct buf *out, const struct joint_text *text)
{
    const char *begins = text->kind->test_begins, *at = text->tests;

    if (buf_adds(out, "\nfunc winnowTests() []testing.InternalTest {\n"
                      "\treturn []testing.InternalTest{\n") < 0)
        return -1;
    while ((at = strstr(at, begins))) {
        const char *name = at + strlen("func ");
        int length = (int)strcspn(name, "( \t\r\n");

        at = name + length;
        if (*at == '(' &&
            buf_addf(out, "\t\t{Name: \"%.*s\", F: %.*s},\n", length, name, length, name) < 0)
            return -1;
    }
    return buf_adds(out, "\t}\n}\n");
}

/* The launcher up to a word, or all of it; *rest is what follows the word. */
static int add_launcher_until(struct buf *out, const struct joint_text *text, const char *word,
                              const char **rest)
{
    const char *at = strstr(*rest, word);
    size_t length = at ? (size_t)(at - *rest) : 0;

    if (add_named(out, *rest, length, text->name) < 0)
        return -1;
    *rest += at ? length + strlen(word) : 0;
    return 0;
}

static int add_in_launcher(struct buf *out, const struct joint_text *text)
{
    const char *launcher = text->kind->launcher;

    return add_launcher_until(out, text, program_word, &launcher) < 0 ||
                   add_program(out, text) < 0 ||
                   add_launcher_until(out, text, tests_word, &launcher) < 0 ||
                   add_tests(out, text) < 0
               ? -1
               : add_named(out, launcher, strlen(launcher), text->name);
}

static int add_beside_launcher(struct buf *out, const struct joint_text *text)
{
    const struct joint_kind *kind = text->kind;

    return add_program(out, text) < 0 || (!kind->tests_at && add_tests(out, text) < 0) ||
                   (kind->test_begins && add_test_list(out, text) < 0)
               ? -1
               : 0;
}

/* How much of the tests is a first line "}", with the blank lines before it. */
static size_t find_head(const struct joint_kind *kind, const char *tests)
{
    size_t blank = strspn(tests, " \r\n");

    return kind->closed_by_tests && tests[blank] == '}' ? blank + 1 : 0;
}

int joint_source(const struct joint *joint, const char *program, const char *tests, struct buf *out,
                 struct err *err)
{
    const struct joint_kind *kind = joint->kind;
    struct joint_text text = {
        .kind = kind, .program = program, .tests = tests, .head = find_head(kind, tests)};

    memcpy(text.name, "winnow_", sizeof "winnow_");
    hash_hex(hash_bytes(program, strlen(program)), text.name + strlen(text.name));
    if ((kind->launcher_at ? add_beside_launcher(out, &text) : add_in_launcher(out, &text)) < 0)
        return err_set(err, ERR_INPUT, "the program is larger than %zu MiB", out->cap >> 20);
    return 0;
}

int joint_tests_fd(const struct joint *joint, const char *tests, struct err *err)
{
    cleanup_with(buf_release) struct buf out = BUF_INIT(BUF_CAP_SOURCE);
    const struct joint_kind *kind = joint->kind;
    const struct joint_text text = {.kind = kind, .tests = tests, .head = find_head(kind, tests)};

    if ((kind->tests_begin && buf_adds(&out, kind->tests_begin) < 0) || add_tests(&out, &text) < 0)
        return err_set(err, ERR_INPUT, "the tests are larger than %zu MiB", out.cap >> 20);
    return file_memfd("tests", buf_str(&out), out.len, err);
}
