/* SPDX-License-Identifier: MIT */
#include "base/lines.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

/*
 * gzread of zlib would be shorter, but it silently drops bytes behind the last member, and it
 * fails when a signal interrupts the read.
 */
enum { CHUNK = 65536 };

enum coding { CODING_UNKNOWN, CODING_PLAIN, CODING_GZIP };

struct lines {
    int fd;
    lines_wait *wait; /* or NULL */
    void *context;
    uint64_t got; /* bytes read from the descriptor */
    bytes_t size; /* of a regular file; else 0 or -1 */
    enum coding coding;
    bool at_eof;       /* of the descriptor */
    bool in_member;    /* a gzip member has begun and not ended */
    const char *chunk; /* decoded bytes that no line has used yet */
    size_t left;
    struct buf line; /* its cap is the longest line taken */
    uint64_t number;
    z_stream z; /* next_in, avail_in: the unused bytes of `in`, also when they are plain */
    unsigned char in[CHUNK];
    unsigned char out[CHUNK];
};

int lines_open(struct lines **out, int fd, size_t max_line, struct err *err)
{
    struct lines *lines = calloc(1, sizeof *lines);

    if (!lines) {
        close(fd);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    lines->fd = fd;
    lines->size = file_size(fd);
    lines->z.next_in = lines->in;
    lines->line.cap = max_line;
    *out = lines;
    return 0;
}

void lines_free(struct lines *lines)
{
    if (!lines)
        return;
    if (lines->coding == CODING_GZIP)
        inflateEnd(&lines->z);
    close(lines->fd);
    buf_release(&lines->line);
    free(lines);
}

void lines_on_wait(struct lines *lines, lines_wait *wait, void *context)
{
    lines->wait = wait;
    lines->context = context;
}

double lines_fraction(const struct lines *lines)
{
    /* For gzip the compressed size of `chunk` is unknown, and small: count the input instead. */
    size_t unused = lines->coding == CODING_GZIP ? lines->z.avail_in : lines->left;

    return lines->size > 0 ? (double)(lines->got - unused) / (double)lines->size : -1;
}

uint64_t lines_number(const struct lines *lines)
{
    return lines->number;
}

/* Reads more bytes behind those that wait in `in`, which must be at its start. */
static int fill_input(struct lines *s, struct err *err)
{
    for (;;) {
        ssize_t got;

        if (s->wait && s->wait(s->context, s->fd, err) < 0)
            return -1;
        got = read(s->fd, s->in + s->z.avail_in, CHUNK - s->z.avail_in);
        if (got >= 0) {
            s->got += (uint64_t)got;
            s->z.next_in = s->in;
            s->z.avail_in += (uInt)got;
            s->at_eof = got == 0;
            return 0;
        }
        /* Another process may have made a terminal or pipe that we inherited non-blocking. */
        if (errno == EAGAIN)
            poll(&(struct pollfd){.fd = s->fd, .events = POLLIN}, 1, -1);
        else if (errno != EINTR)
            return err_sys(err, ERR_INPUT, "cannot be read");
    }
}

static int find_coding(struct lines *s, struct err *err)
{
    while (s->z.avail_in < 2 && !s->at_eof)
        if (fill_input(s, err) < 0)
            return -1;
    if (s->z.avail_in < 2 || s->in[0] != 0x1f || s->in[1] != 0x8b) {
        s->coding = CODING_PLAIN;
        return 0;
    }
    if (inflateInit2(&s->z, 15 + 16) != Z_OK) /* the largest window, and a gzip header */
        return err_set(err, ERR_JUDGE, "out of memory");
    s->coding = CODING_GZIP;
    s->in_member = true;
    return 0;
}

static int next_plain(struct lines *s, const char **bytes, size_t *n, struct err *err)
{
    if (s->z.avail_in == 0 && !s->at_eof && fill_input(s, err) < 0)
        return -1;
    *bytes = (const char *)s->z.next_in;
    *n = s->z.avail_in;
    s->z.avail_in = 0;
    return 0;
}

/* Between members: skips the padding, and begins the next member if there is one. */
static void begin_member(struct lines *s)
{
    while (s->z.avail_in > 0 && *s->z.next_in == 0) {
        s->z.next_in++;
        s->z.avail_in--;
    }
    if (s->z.avail_in > 0) {
        inflateReset(&s->z);
        s->in_member = true;
    }
}

static int inflate_some(struct lines *s, size_t *n, struct err *err)
{
    int status;

    s->z.next_out = s->out;
    s->z.avail_out = CHUNK;
    status = inflate(&s->z, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (status == Z_STREAM_END)
        s->in_member = false;
    else if (status != Z_OK && status != Z_BUF_ERROR) /* Z_BUF_ERROR: inflate needs more input */
        return err_set(err, ERR_INPUT, "the gzip data is damaged (%s)",
                       s->z.msg ? s->z.msg : "unknown cause");
    *n = CHUNK - s->z.avail_out;
    return 0;
}

static int next_gzip(struct lines *s, const char **bytes, size_t *n, struct err *err)
{
    size_t made = 0;

    while (made == 0) {
        if (s->z.avail_in == 0 && !s->at_eof && fill_input(s, err) < 0)
            return -1;
        if (!s->in_member)
            begin_member(s);
        if (s->z.avail_in == 0 && s->at_eof)
            break;
        if (s->in_member && inflate_some(s, &made, err) < 0)
            return -1;
    }
    if (made == 0 && s->in_member)
        return err_set(err, ERR_INPUT, "the gzip data ends early: the file was cut short");
    *bytes = (const char *)s->out;
    *n = made;
    return 0;
}

int lines_chunk(struct lines *lines, const char **bytes, size_t *n, struct err *err)
{
    if (lines->coding == CODING_UNKNOWN && find_coding(lines, err) < 0)
        return -1;
    if (lines->coding == CODING_PLAIN)
        return next_plain(lines, bytes, n, err);
    return next_gzip(lines, bytes, n, err);
}

/* Takes bytes up to the end of the line or of the chunk; *ended says which. Returns their number. */
static size_t take_bytes(struct lines *lines, const char **bytes, bool *ended)
{
    const char *newline = memchr(lines->chunk, '\n', lines->left);
    size_t n = newline ? (size_t)(newline - lines->chunk) : lines->left;

    *bytes = lines->chunk;
    *ended = newline != NULL;
    lines->chunk += n + *ended;
    lines->left -= n + *ended;
    return n;
}

/* Gathers one line. *total is its length; when that is more than the cap, the line is dropped. */
static int gather_line(struct lines *lines, size_t *total, bool *found, struct err *err)
{
    const char *bytes;
    bool ended = false;

    *total = 0;
    *found = false;
    while (!ended) {
        size_t n;

        if (lines->left == 0 && lines_chunk(lines, &lines->chunk, &lines->left, err) < 0)
            return -1;
        if (lines->left == 0)
            return 0;
        *found = true;
        n = take_bytes(lines, &bytes, &ended);
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
    if (gather_line(lines, &total, &found, err) < 0)
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
