/* SPDX-License-Identifier: MIT */
#include "lang/gcc/preamble.h"

#include <stdbool.h>
#include <string.h>

struct cursor {
    const char *start, *at, *end;
};

enum step { STEP_NONE, STEP_DONE, STEP_STOP };

static bool left(const struct cursor *c, const char *text)
{
    size_t n = strlen(text);

    return (size_t)(c->end - c->at) >= n && memcmp(c->at, text, n) == 0;
}

static bool take(struct cursor *c, const char *text)
{
    if (!left(c, text))
        return false;
    c->at += strlen(text);
    return true;
}

static bool is_word(char ch)
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
    return take(c, "\n") || take(c, "\r\n");
}

/*
 * Nothing that the compiler sees otherwise than we do: a NUL, a lone carriage return, a line that a
 * backslash (or the trigraph for it) joins to the next, blanks between them or not.
 */
static bool plain_text(const char *from, const char *to)
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

/* A comment, of either kind; the newline after a // comment is left. */
static enum step take_comment(struct cursor *c)
{
    const char *end;

    if (left(c, "//")) {
        end = memchr(c->at, '\n', (size_t)(c->end - c->at));
        if (!plain_text(c->at, end ? end + 1 : c->end))
            return STEP_STOP;
        c->at = !end ? c->end : end[-1] == '\r' ? end - 1 : end;
        return STEP_DONE;
    }
    if (!left(c, "/*"))
        return STEP_NONE;
    end = memmem(c->at + 2, (size_t)(c->end - c->at) - 2, "*/", 2);
    if (!end || !plain_text(c->at, end))
        return STEP_STOP;
    c->at = end + 2;
    return STEP_DONE;
}

/* Blanks, and comments within the line, up to the line's end, which is left. */
static bool take_rest_of_line(struct cursor *c)
{
    for (;;) {
        const char *from;

        take_blanks(c);
        if (c->at == c->end || left(c, "\n") || left(c, "\r\n"))
            return true;
        from = c->at;
        if (take_comment(c) != STEP_DONE ||
            (from[1] == '*' && memchr(from, '\n', (size_t)(c->at - from))))
            return false;
    }
}

static bool name_is_tame(const char *name, size_t length)
{
    if (length == 0 || name[0] == '/' || memmem(name, length, "..", 2) ||
        memmem(name, length, "//", 2))
        return false;
    for (size_t i = 0; i < length; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-./", name[i]))
            return false;
    return true;
}

/* `#include <name>` with nothing but comments behind it. */
static bool take_include(struct cursor *c, struct preamble_line *line)
{
    const char *name, *close;

    line->at = (size_t)(c->at - c->start);
    if (!take(c, "#"))
        return false;
    take_blanks(c);
    if (!take(c, "include"))
        return false;
    take_blanks(c);
    if (!take(c, "<"))
        return false;
    name = c->at;
    close = memchr(name, '>', (size_t)(c->end - name));
    if (!close || memchr(name, '\0', (size_t)(close - name)) ||
        !name_is_tame(name, (size_t)(close - name)))
        return false;
    c->at = close + 1;
    line->length = (size_t)(c->at - c->start) - line->at;
    line->name_at = (size_t)(name - c->start);
    line->name_length = (size_t)(close - name);
    return take_rest_of_line(c);
}

static bool take_word(struct cursor *c, const char *word)
{
    if (!take(c, word) || (c->at < c->end && is_word(*c->at)))
        return false;
    take_blanks(c);
    return true;
}

static bool take_using(struct cursor *c, struct preamble_line *line)
{
    line->at = (size_t)(c->at - c->start);
    line->name_at = line->name_length = 0;
    if (!take_word(c, "using") || !take_word(c, "namespace") || !take_word(c, "std") ||
        !take(c, ";"))
        return false;
    line->length = (size_t)(c->at - c->start) - line->at;
    return take_rest_of_line(c);
}

/* Moves to the next directive; STEP_STOP when what follows is something else, or nothing. */
static enum step take_space(struct cursor *c)
{
    for (;;) {
        take_blanks(c);
        if (take_newline(c))
            continue;
        switch (take_comment(c)) {
        case STEP_DONE:
            continue;
        case STEP_STOP:
            return STEP_STOP;
        case STEP_NONE:
            return c->at < c->end ? STEP_DONE : STEP_STOP;
        }
    }
}

/* A computed #include, which may name the source itself. */
static bool computes_include(const char *source, size_t length)
{
    struct cursor c = {source, source, source + length};

    while ((c.at = memchr(c.at, '#', (size_t)(c.end - c.at)))) {
        c.at++;
        take_blanks(&c);
        if (!take(&c, "include"))
            continue;
        take_blanks(&c);
        if (c.at == c.end || (*c.at != '<' && *c.at != '"'))
            return true;
    }
    return false;
}

static bool would_notice(const char *source, size_t length)
{
    static const char *const words[] = {"main.cpp", "incbin", "/cache", "/proc"};

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
    while (count < PREAMBLE_LINES_MAX && take_space(&c) == STEP_DONE) {
        struct preamble_line *line = &preamble->lines[count];

        if (!(left(&c, "#") ? take_include(&c, line) : take_using(&c, line)))
            break;
        count++;
        if (line->name_length > 0)
            includes_end = count;
    }
    if (includes_end > 0 && !would_notice(source, length))
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

void preamble_blank(const struct preamble *preamble, char *source)
{
    for (size_t i = 0; i < preamble->count; i++)
        memset(source + preamble->lines[i].at, ' ', preamble->lines[i].length);
}
