/* SPDX-License-Identifier: MIT */
#include "candidate/fence.h"
#include "lang/language.h"

#include <string.h>

/* A fence line: its character and their number, and what follows them up to the line end. */
struct fence {
    char mark;
    size_t count;
    const char *info, *end;
};

struct block {
    const char *start, *end; /* the content */
    char info[FENCE_INFO];
};

static const char *line_end(const char *line, const char *end)
{
    const char *newline = memchr(line, '\n', (size_t)(end - line));

    return newline ? newline : end;
}

static const char *next_line(const char *line, const char *end)
{
    const char *stop = line_end(line, end);

    return stop < end ? stop + 1 : end;
}

static const char *skip_blanks(const char *text, const char *end)
{
    while (text < end && memchr(" \t\r", *text, 3))
        text++;
    return text;
}

static bool is_fence(const char *line, const char *end, struct fence *fence)
{
    const char *at = skip_blanks(line, end), *first = at;

    fence->end = line_end(line, end);
    if (at >= fence->end || (*at != '`' && *at != '~'))
        return false;
    fence->mark = *at;
    while (at < fence->end && *at == fence->mark)
        at++;
    fence->count = (size_t)(at - first);
    fence->info = skip_blanks(at, fence->end);
    /* `a` and ```a``` are code inside a line. */
    return fence->count >= 3 && !memchr(fence->info, '`', (size_t)(fence->end - fence->info));
}

static void take_info(const struct fence *fence, char info[FENCE_INFO])
{
    size_t n = 0;

    while (n < FENCE_INFO - 1 && fence->info + n < fence->end &&
           !memchr(" \t\r{,:", fence->info[n], 7))
        n++;
    /* A word that is too long is cut between two characters. */
    while (n > 0 && fence->info + n < fence->end && ((unsigned char)fence->info[n] & 0xc0) == 0x80)
        n--;
    memcpy(info, fence->info, n);
    info[n] = '\0';
}

static bool names_language(const char *info, const struct language *wanted)
{
    const struct language *named = language_by_name(info);

    return wanted ? named == wanted : named || language_not_installed(info);
}

/* The block that opens at `line`, which is a fence. Returns where the text goes on. */
static const char *read_block(const char *line, const char *end, const struct fence *open,
                              struct block *block, bool *closed)
{
    struct fence close;

    take_info(open, block->info);
    block->start = line = next_line(line, end);
    for (*closed = false; line < end && !*closed; line = next_line(line, end)) {
        *closed = is_fence(line, end, &close) && close.mark == open->mark &&
                  close.count >= open->count && close.info == close.end;
        block->end = line;
    }
    if (!*closed)
        block->end = end;
    return line;
}

/* What may hold a line of any text: a long string of Python, a comment or raw string of C. */
struct holders {
    const char *quote; /* the end of the long string that is open, or NULL */
    bool comment, raw;
};

static void pass_text(struct holders *h, const char *text, const char *end)
{
    for (; text < end; text++) {
        size_t left = (size_t)(end - text);

        if (h->comment)
            h->comment = !(left > 1 && memcmp(text, "*/", 2) == 0);
        else if (h->raw)
            h->raw = !(left > 1 && memcmp(text, ")\"", 2) == 0);
        else if (left > 2 && (memcmp(text, "\"\"\"", 3) == 0 || memcmp(text, "'''", 3) == 0) &&
                 (!h->quote || *h->quote == *text)) {
            h->quote = h->quote ? NULL : text;
            text += 2;
        } else if (!h->quote && left > 1 && memcmp(text, "/*", 2) == 0)
            h->comment = true;
        else if (!h->quote && left > 2 && memcmp(text, "R\"", 2) == 0)
            h->raw = memchr(text + 2, '(', left - 2 < 17 ? left - 2 : 17) != NULL;
    }
}

static bool find_block(const char *source, const char *end, const struct language *wanted,
                       struct block *best)
{
    struct holders holders = {0};
    struct fence fence;
    bool found = false, named = false, whole = false;

    for (const char *line = source; line < end;) {
        struct block block = {0};
        const char *after;
        bool closed, names;

        if (!is_fence(line, end, &fence) || holders.quote || holders.comment || holders.raw) {
            pass_text(&holders, line, next_line(line, end));
            line = next_line(line, end);
            continue;
        }
        after = read_block(line, end, &fence, &block, &closed);
        if (fence.mark == '~' && !closed) { /* an expression can begin with ~~~ */
            line = next_line(line, end);
            continue;
        }
        line = after;
        names = names_language(block.info, wanted);
        if (!found || (closed && (names || !named || !whole))) {
            *best = block;
            named = names;
            whole = closed;
        }
        found = true;
    }
    return found;
}

bool fence_unwrap(char *source, size_t *len, const struct language *wanted, char info[FENCE_INFO])
{
    struct block block;

    info[0] = '\0';
    if (!memmem(source, *len, "```", 3) && !memmem(source, *len, "~~~", 3))
        return false;
    if (!find_block(source, source + *len, wanted, &block))
        return false;
    *len = (size_t)(block.end - block.start);
    memmove(source, block.start, *len);
    source[*len] = '\0';
    memcpy(info, block.info, FENCE_INFO);
    return true;
}
