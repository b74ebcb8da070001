/* SPDX-License-Identifier: MIT */
#include "lang/java/source_name.h"

#include <stdio.h>
#include <string.h>

struct scan {
    const char *at, *end;
};

/* A string or character; behind a backslash its end does not count. */
static void skip_quoted(struct scan *s, char quote)
{
    while (s->at < s->end && *s->at != quote && *s->at != '\n')
        s->at += *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
    if (s->at < s->end)
        s->at++;
}

static bool starts(const struct scan *s, const char *text)
{
    size_t n = strlen(text);

    return (size_t)(s->end - s->at) >= n && memcmp(s->at, text, n) == 0;
}

/* Moves behind `mark`, or to the end; where `escapes`, no mark begins behind a backslash. */
static void skip_to(struct scan *s, const char *mark, bool escapes)
{
    while (s->at < s->end && !starts(s, mark))
        s->at += escapes && *s->at == '\\' && s->at + 1 < s->end ? 2 : 1;
    if (s->at < s->end)
        s->at += strlen(mark);
}

/* True when it moved behind a comment, a text block, a string or a character. */
static bool skip_no_code(struct scan *s)
{
    static const struct {
        const char *begin, *end;
        bool escapes;
    } kinds[] = {{"//", "\n", false}, {"/*", "*/", false}, {"\"\"\"", "\"\"\"", true}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!starts(s, kinds[i].begin))
            continue;
        s->at += strlen(kinds[i].begin);
        skip_to(s, kinds[i].end, kinds[i].escapes);
        return true;
    }
    if (*s->at != '"' && *s->at != '\'')
        return false;
    s->at++;
    skip_quoted(s, s->at[-1]);
    return true;
}

static bool in_a_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || (c & 0x80);
}

static bool is_one_of(const char *word, size_t n, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == n && memcmp(word, *list, n) == 0)
            return true;
    return false;
}

/* What the words of a declaration outside of all braces have said so far. */
enum declaration { DECLARES_NOTHING, DECLARES_PUBLIC, DECLARES_PUBLIC_TYPE };

/* True with the name of a public type: the word behind "public … class". */
static bool read_word(enum declaration *said, const char *word, size_t n)
{
    static const char *const kinds[] = {"class", "interface", "enum", "record", NULL};
    static const char *const publics[] = {"public", NULL};

    if (*said == DECLARES_PUBLIC_TYPE)
        return true;
    if (is_one_of(word, n, publics))
        *said = DECLARES_PUBLIC;
    else if (*said == DECLARES_PUBLIC && is_one_of(word, n, kinds))
        *said = DECLARES_PUBLIC_TYPE;
    return false;
}

bool java_source_name(const char *source, size_t length, char *out, size_t size)
{
    struct scan s = {source, source + length};
    enum declaration said = DECLARES_NOTHING;
    int depth = 0;

    while (s.at < s.end) {
        size_t n = 0;

        if (skip_no_code(&s))
            continue;
        while (s.at + n < s.end && in_a_name(s.at[n]))
            n++;
        if (n > 0 && depth == 0 && read_word(&said, s.at, n))
            return (size_t)snprintf(out, size, "%.*s.java", (int)n, s.at) < size;
        depth += (*s.at == '{') - (*s.at == '}');
        if (*s.at == ';' || *s.at == '}')
            said = DECLARES_NOTHING;
        s.at += n > 0 ? n : 1;
    }
    return false;
}
