/* SPDX-License-Identifier: MIT */
#include "problem/promise/glob.h"

#include <stdio.h>
#include <string.h>

/* `steps`: how many more may be taken. Without a bound "*a*a*a*…" takes exponential time. */
static bool match_from(const char *pattern, const char *path, int *steps);

static bool match_star(const char *rest, const char *path, int *steps)
{
    for (;; path++) {
        if (match_from(rest, path, steps))
            return true;
        if (*path == '\0' || *path == '/')
            return false;
    }
}

/* The brace that closes the one at `open`, or NULL. */
static const char *closing_brace(const char *open)
{
    int depth = 0;

    for (const char *at = open; *at; at++) {
        depth += (*at == '{') - (*at == '}');
        if (depth == 0)
            return at;
    }
    return NULL;
}

static const char *end_of_alternative(const char *at, const char *close)
{
    for (int depth = 0; at < close; at++) {
        if (*at == ',' && depth == 0)
            break;
        depth += (*at == '{') - (*at == '}');
    }
    return at;
}

static bool match_braces(const char *open, const char *close, const char *path, int *steps)
{
    char one[GLOB_MAX + 1];
    const char *start = open + 1, *end;

    for (;; start = end + 1) {
        end = end_of_alternative(start, close);
        snprintf(one, sizeof one, "%.*s%s", (int)(end - start), start, close + 1);
        if (match_from(one, path, steps))
            return true;
        if (end == close)
            return false;
    }
}

static bool match_from(const char *pattern, const char *path, int *steps)
{
    for (; *pattern; pattern++, path++) {
        const char *close = *pattern == '{' ? closing_brace(pattern) : NULL;

        if (--*steps < 0)
            return false;
        if (*pattern == '*')
            return match_star(pattern + 1, path, steps);
        if (close)
            return match_braces(pattern, close, path, steps);
        if (*pattern != *path)
            return false;
    }
    return *path == '\0' || *path == '/';
}

bool glob_match(const char *pattern, const char *path)
{
    int steps = 100000;

    return *pattern && strlen(pattern) <= GLOB_MAX && match_from(pattern, path, &steps);
}
