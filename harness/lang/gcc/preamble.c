/* SPDX-License-Identifier: MIT */
#include "lang/gcc/preamble.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdlib.h>
#include <string.h>

struct cursor {
    const char *start, *at, *end;
};

/* NOT_TAKEN: there is no comment here. UNSUITABLE: the preamble ends before this text. */
enum taken { NOT_TAKEN, TAKEN, UNSUITABLE };

static bool starts_with(const struct cursor *c, const char *text)
{
    size_t n = strlen(text);

    return (size_t)(c->end - c->at) >= n && memcmp(c->at, text, n) == 0;
}

static bool take_text(struct cursor *c, const char *text)
{
    if (!starts_with(c, text))
        return false;
    c->at += strlen(text);
    return true;
}

static bool is_word_char(char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
           ch == '_' || ch == '$' || (ch & 0x80);
}

static void take_blanks(struct cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
        c->at++;
}

static bool take_newline(struct cursor *c)
{
    return take_text(c, "\n") || take_text(c, "\r\n");
}

/*
 * Whether the compiler splits this text into the same lines as this file does. It does not where
 * there is a NUL, a lone carriage return, or a line that a backslash (or its trigraph), with or
 * without blanks after it, joins to the next.
 */
static bool has_plain_lines(const char *from, const char *to)
{
    for (const char *p = from; p < to; p++) {
        const char *q = p;

        if (*p == '\0' || (*p == '\r' && (p + 1 == to || p[1] != '\n')))
            return false;
        if (*p != '\n')
            continue;
        while (q > from && (q[-1] == ' ' || q[-1] == '\t' || q[-1] == '\r'))
            q--;
        if (q > from && (q[-1] == '\\' || (q - from >= 3 && memcmp(q - 3, "?\?/", 3) == 0)))
            return false;
    }
    return true;
}

/* Takes a comment of either kind; the newline after a // comment is not taken. */
static enum taken take_comment(struct cursor *c)
{
    const char *end;

    if (starts_with(c, "//")) {
        end = memchr(c->at, '\n', (size_t)(c->end - c->at));
        if (!has_plain_lines(c->at, end ? end + 1 : c->end))
            return UNSUITABLE;
        c->at = !end ? c->end : end[-1] == '\r' ? end - 1 : end;
        return TAKEN;
    }
    if (!starts_with(c, "/*"))
        return NOT_TAKEN;
    end = memmem(c->at + 2, (size_t)(c->end - c->at) - 2, "*/", 2);
    if (!end || !has_plain_lines(c->at, end))
        return UNSUITABLE;
    c->at = end + 2;
    return TAKEN;
}

/* Takes blanks and comments up to the end of the line. False: something else is on the line. */
static bool take_rest_of_line(struct cursor *c)
{
    for (;;) {
        const char *from;

        take_blanks(c);
        if (c->at == c->end || starts_with(c, "\n") || starts_with(c, "\r\n"))
            return true;
        from = c->at;
        if (take_comment(c) != TAKEN ||
            (from[1] == '*' && memchr(from, '\n', (size_t)(c->at - from))))
            return false;
    }
}

static bool is_plain_name(const char *name, size_t length)
{
    if (length == 0 || name[0] == '/' || memmem(name, length, "..", 2) ||
        memmem(name, length, "//", 2))
        return false;
    for (size_t i = 0; i < length; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-./", name[i]))
            return false;
    return true;
}

/* Takes `#include <name>` with nothing but comments after it. */
static bool take_include(struct cursor *c, struct preamble_line *line)
{
    const char *name, *close;

    line->at = (size_t)(c->at - c->start);
    if (!take_text(c, "#"))
        return false;
    take_blanks(c);
    if (!take_text(c, "include"))
        return false;
    take_blanks(c);
    if (!take_text(c, "<"))
        return false;
    name = c->at;
    close = memchr(name, '>', (size_t)(c->end - name));
    if (!close || memchr(name, '\0', (size_t)(close - name)) ||
        !is_plain_name(name, (size_t)(close - name)))
        return false;
    c->at = close + 1;
    line->length = (size_t)(c->at - c->start) - line->at;
    line->name_at = (size_t)(name - c->start);
    line->name_length = (size_t)(close - name);
    return take_rest_of_line(c);
}

static bool take_word(struct cursor *c, const char *word)
{
    if (!take_text(c, word) || (c->at < c->end && is_word_char(*c->at)))
        return false;
    take_blanks(c);
    return true;
}

static bool take_using(struct cursor *c, struct preamble_line *line)
{
    line->at = (size_t)(c->at - c->start);
    line->name_at = line->name_length = 0;
    if (!take_word(c, "using") || !take_word(c, "namespace") || !take_word(c, "std") ||
        !take_text(c, ";"))
        return false;
    line->length = (size_t)(c->at - c->start) - line->at;
    return take_rest_of_line(c);
}

/* Skips blanks and comments. False: the preamble ends here. */
static bool find_directive(struct cursor *c)
{
    for (;;) {
        take_blanks(c);
        if (take_newline(c))
            continue;
        switch (take_comment(c)) {
        case TAKEN:
            continue;
        case UNSUITABLE:
            return false;
        case NOT_TAKEN:
            return c->at < c->end;
        }
    }
}

/* Whether there is a computed #include, which may name the source itself. */
static bool computes_include(const char *source, size_t length)
{
    struct cursor c = {source, source, source + length};

    while ((c.at = memchr(c.at, '#', (size_t)(c.end - c.at)))) {
        c.at++;
        take_blanks(&c);
        if (!take_text(&c, "include") && !take_text(&c, "import"))
            continue;
        take_blanks(&c);
        if (c.at == c.end || (*c.at != '<' && *c.at != '"'))
            return true;
    }
    return false;
}

bool preamble_could_be_seen(const char *source, size_t length)
{
    static const char *const words[] = {"main.c", "incbin", "/cache", "/proc"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(source, length, words[i], strlen(words[i])))
            return true;
    return computes_include(source, length);
}

void preamble_scan(struct preamble *preamble, const char *source, size_t length)
{
    struct cursor c = {source, source, source + length};
    size_t count = 0, includes_end = 0;

    preamble->count = 0;
    while (count < PREAMBLE_LINES_MAX && find_directive(&c)) {
        struct preamble_line *line = &preamble->lines[count];

        if (!(starts_with(&c, "#") ? take_include(&c, line) : take_using(&c, line)))
            break;
        count++;
        if (line->name_length > 0)
            includes_end = count;
    }
    if (includes_end > 0 && !preamble_could_be_seen(source, length))
        preamble->count = includes_end;
}

int preamble_text(const struct preamble *preamble, const char *source, struct buf *out)
{
    for (size_t i = 0; i < preamble->count; i++) {
        const struct preamble_line *line = &preamble->lines[i];
        int rc = line->name_length ? buf_addf(out, "#include <%.*s>\n", (int)line->name_length,
                                              source + line->name_at)
                                   : buf_adds(out, "using namespace std;\n");

        if (rc < 0)
            return -1;
    }
    return 0;
}

static void blank(const struct preamble *preamble, char *source)
{
    for (size_t i = 0; i < preamble->count; i++)
        memset(source + preamble->lines[i].at, ' ', preamble->lines[i].length);
}

int preamble_take_out(const struct preamble *preamble, const char *before, const char *source,
                      size_t length)
{
    size_t n = strlen(before);
    cleanup_free char *copy = malloc(n + length + 1);

    if (!copy)
        return -1;
    memcpy(copy, before, n);
    memcpy(copy + n, source, length);
    blank(preamble, copy + n);
    return file_memfd("source", copy, n + length, NULL);
}
