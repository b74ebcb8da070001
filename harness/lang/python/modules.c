/* SPDX-License-Identifier: MIT */
#include "lang/python/modules.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Left out are those that are there from the start or cost less than a tenth of a millisecond. */
static const char *const known[] = {
    "array",      "bisect",    "calendar",  "collections", "collections.abc",
    "contextlib", "copy",      "datetime",  "dataclasses", "decimal",
    "enum",       "fractions", "functools", "hashlib",     "heapq",
    "json",       "numbers",   "numpy",     "operator",    "pprint",
    "random",     "re",        "secrets",   "statistics",  "string",
    "struct",     "textwrap",  "timeit",    "types",       "typing",
};

enum { KNOWN = sizeof known / sizeof *known };

struct script_cursor {
    const char *at, *end;
};

static void skip_blanks(struct script_cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
        c->at++;
}

/* Takes a fixed text, blanks before it skipped. */
static bool take_text(struct script_cursor *c, const char *text)
{
    size_t n = strlen(text);

    skip_blanks(c);
    if ((size_t)(c->end - c->at) < n || memcmp(c->at, text, n) != 0)
        return false;
    c->at += n;
    return true;
}

static bool is_word(char ch)
{
    return isalnum((unsigned char)ch) || ch == '_';
}

static bool take_keyword(struct script_cursor *c, const char *word)
{
    struct script_cursor before = *c;

    if (take_text(c, word) && (c->at == c->end || !is_word(*c->at)))
        return true;
    *c = before;
    return false;
}

/* A dotted name; its length, 0 when there is none. */
static size_t take_name(struct script_cursor *c, const char **name)
{
    skip_blanks(c);
    *name = c->at;
    if (c->at < c->end && isdigit((unsigned char)*c->at))
        return 0;
    while (c->at < c->end && (is_word(*c->at) || *c->at == '.'))
        c->at++;
    return (size_t)(c->at - *name);
}

static void note(bool wanted[KNOWN], const char *name, size_t n)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (strlen(known[i]) == n && memcmp(known[i], name, n) == 0)
            wanted[i] = true;
}

static bool at_end_of_statement(struct script_cursor *c)
{
    skip_blanks(c);
    return c->at == c->end || strchr("\r\n;#", *c->at);
}

/* "import a.b as c, d" */
static bool take_import(struct script_cursor *c, bool wanted[KNOWN])
{
    const char *name;
    size_t n;

    do {
        if ((n = take_name(c, &name)) == 0)
            return false;
        note(wanted, name, n);
        if (take_keyword(c, "as") && take_name(c, &name) == 0)
            return false;
    } while (take_text(c, ","));
    return at_end_of_statement(c);
}

/* "from a.b import c as d, e", the names in parentheses or not. */
static bool take_from(struct script_cursor *c, bool wanted[KNOWN])
{
    const char *name;
    size_t n = take_name(c, &name);
    bool more = true;

    if (n == 0 || *name == '.' || !take_keyword(c, "import"))
        return false;
    note(wanted, name, n);
    if (take_text(c, "*"))
        return at_end_of_statement(c);
    if (take_text(c, "(")) {
        const char *close = memchr(c->at, ')', (size_t)(c->end - c->at));

        if (!close)
            return false;
        c->at = close + 1;
        return at_end_of_statement(c);
    }
    while (more && take_name(c, &name) > 0) {
        if (take_keyword(c, "as") && take_name(c, &name) == 0)
            return false;
        more = take_text(c, ",");
    }
    return at_end_of_statement(c);
}

/* "input = sys.stdin.readline": no more than a name for something. "sys.setrecursionlimit(10**6)". */
static bool take_harmless(struct script_cursor *c)
{
    const char *name;
    struct script_cursor before = *c;

    if (take_name(c, &name) > 0 && take_text(c, "=") && take_name(c, &name) > 0 &&
        at_end_of_statement(c))
        return true;
    *c = before;
    if (!take_text(c, "sys.setrecursionlimit("))
        return false;
    while (c->at < c->end && (isdigit((unsigned char)*c->at) || strchr(" *+_", *c->at)))
        c->at++;
    return take_text(c, ")") && at_end_of_statement(c);
}

static bool take_statement(struct script_cursor *c, bool wanted[KNOWN])
{
    if (at_end_of_statement(c))
        return true;
    if (take_keyword(c, "import"))
        return take_import(c, wanted);
    if (take_keyword(c, "from"))
        return take_from(c, wanted);
    return take_harmless(c);
}

/* To the next statement; false at the end of the source. */
static bool skip_to_next(struct script_cursor *c)
{
    if (c->at < c->end && *c->at == '#')
        while (c->at < c->end && *c->at != '\n')
            c->at++;
    while (c->at < c->end && strchr("\r\n;", *c->at))
        c->at++;
    return c->at < c->end;
}

/*
 * Finalizers and weak references tell when Python looks for garbage, and that it counts from what was
 * allocated before: not quite the same where modules were loaded before the script was compiled.
 */
static bool can_tell_when(const char *source, size_t length)
{
    static const char *const words[] = {"__del__", "weakref"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (length > 0 && memmem(source, length, words[i], strlen(words[i])))
            return true;
    return false;
}

void python_modules(const char *source, size_t length, char *out)
{
    struct script_cursor c = {source, source + length};
    bool wanted[KNOWN] = {false};
    size_t n = 0;

    out[0] = '\0';
    if (can_tell_when(source, length))
        return;
    take_text(&c, "\xef\xbb\xbf"); /* a byte order mark */
    while (take_statement(&c, wanted) && skip_to_next(&c)) {
    }
    for (size_t i = 0; i < KNOWN; i++) {
        size_t k = strlen(known[i]);

        if (!wanted[i])
            continue;
        out[n] = ','; /* overwrites what ended the one before */
        n += n > 0;
        memcpy(out + n, known[i], k);
        n += k;
    }
    out[n] = '\0';
}
