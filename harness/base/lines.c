/* SPDX-License-Identifier: MIT */
#include "base/lines.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct lines {
    struct byte_stream *bytes;
    const char *chunk; /* what of the stream's last chunk is not used yet */
    size_t left;
    struct buf line; /* its cap is the longest line taken */
    uint64_t number;
};

int lines_open(struct lines **out, int fd, size_t max_line, struct err *err)
{
    struct lines *lines;
    struct byte_stream *bytes;

    if (byte_stream_open(&bytes, fd, err) < 0)
        return -1;
    lines = calloc(1, sizeof *lines);
    if (!lines) {
        byte_stream_free(bytes);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    lines->bytes = bytes;
    lines->line.cap = max_line;
    *out = lines;
    return 0;
}

void lines_free(struct lines *lines)
{
    if (!lines)
        return;
    byte_stream_free(lines->bytes);
    buf_release(&lines->line);
    free(lines);
}

void lines_on_wait(struct lines *lines, byte_stream_wait *wait, void *context)
{
    byte_stream_on_wait(lines->bytes, wait, context);
}

double lines_fraction(const struct lines *lines)
{
    return byte_stream_fraction(lines->bytes, lines->left);
}

uint64_t lines_number(const struct lines *lines)
{
    return lines->number;
}

/* Takes bytes up to the line's end or the chunk's; *ended says which. Returns how many. */
static size_t take(struct lines *lines, const char **bytes, bool *ended)
{
    const char *newline = memchr(lines->chunk, '\n', lines->left);
    size_t n = newline ? (size_t)(newline - lines->chunk) : lines->left;

    *bytes = lines->chunk;
    *ended = newline != NULL;
    lines->chunk += n + *ended;
    lines->left -= n + *ended;
    return n;
}

/* Gathers one line. *total is its length, and more than the cap when it was not kept. */
static int gather(struct lines *lines, size_t *total, bool *found, struct err *err)
{
    const char *bytes;
    bool ended = false;

    *total = 0;
    *found = false;
    while (!ended) {
        size_t n;

        if (lines->left == 0 &&
            byte_stream_next(lines->bytes, &lines->chunk, &lines->left, err) < 0)
            return -1;
        if (lines->left == 0)
            return 0;
        *found = true;
        n = take(lines, &bytes, &ended);
        *total += n;
        if (*total > lines->line.cap)
            buf_clear(&lines->line);
        else if (buf_add(&lines->line, bytes, n) < 0)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    return 0;
}

int lines_next(struct lines *lines, const char **line, size_t *len, enum line_kind *kind,
               struct err *err)
{
    size_t total;
    bool found;

    buf_clear(&lines->line);
    if (gather(lines, &total, &found, err) < 0)
        return -1;
    lines->number += found;
    *line = buf_str(&lines->line);
    *len = total;
    if (!found)
        *kind = LINE_END;
    else
        *kind = total > lines->line.cap ? LINE_TOO_LONG : LINE_OK;
    return 0;
}
