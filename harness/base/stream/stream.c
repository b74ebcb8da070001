/* SPDX-License-Identifier: MIT */
#include "base/stream/stream.h"
#include "base/stream/coding.h"
#include "base/file.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 65536 };

struct stream {
    int fd;
    stream_wait *wait; /* or NULL */
    void *context;
    uint64_t got;                /* bytes read from the descriptor */
    bytes_t size;                /* of a regular file; else 0 or -1 */
    bool at_eof;                 /* of the descriptor */
    bool begun;                  /* whether it is compressed is known */
    bool trailing;               /* bytes that follow the last member are not decoded */
    const struct coding *coding; /* of the member at hand or before; NULL: plain */
    void *decoder;               /* of the member at hand; NULL between members */
    struct coded coded; /* in, in_left: the unused bytes of `in`, also when they are plain */
    unsigned char in[CHUNK];
    unsigned char out[CHUNK];
};

int stream_open(struct stream **out, int fd, struct err *err)
{
    struct stream *stream = calloc(1, sizeof *stream);

    if (!stream) {
        close(fd);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    stream->fd = fd;
    stream->size = file_size(fd);
    stream->coded.in = stream->in;
    *out = stream;
    return 0;
}

void stream_free(struct stream *stream)
{
    if (!stream)
        return;
    if (stream->coding)
        stream->coding->close(stream->decoder);
    close(stream->fd);
    free(stream);
}

void stream_on_wait(struct stream *stream, stream_wait *wait, void *context)
{
    stream->wait = wait;
    stream->context = context;
}

double stream_fraction(const struct stream *s, size_t unused)
{
    /* The compressed size of decoded bytes is unknown, and small: count the input instead. */
    size_t waiting = s->coding ? s->coded.in_left : unused;

    return s->size > 0 ? (double)(s->got - waiting) / (double)s->size : -1;
}

const char *stream_trailing(const struct stream *s)
{
    return s->trailing ? s->coding->name : NULL;
}

/* Reads more bytes behind those that wait, if there is room for more. */
static int fill_input(struct stream *s, struct err *err)
{
    struct coded *c = &s->coded;

    memmove(s->in, c->in, c->in_left);
    c->in = s->in;
    for (;;) {
        ssize_t got;

        if (s->wait && s->wait(s->context, s->fd, err) < 0)
            return -1;
        got = read(s->fd, s->in + c->in_left, CHUNK - c->in_left);
        if (got >= 0) {
            s->got += (uint64_t)got;
            c->in_left += (size_t)got;
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

static const struct coding *const codings[] = {&coding_gzip, &coding_xz, &coding_zstd,
                                               &coding_zstd_skippable};
enum { CODINGS = sizeof codings / sizeof *codings };

/* The coding whose magic the input begins with. *maybe: it would take more bytes to exclude one. */
static const struct coding *find_coding(const struct coded *c, bool *maybe)
{
    *maybe = false;
    for (int i = 0; i < CODINGS; i++) {
        size_t n = codings[i]->magic_len < c->in_left ? codings[i]->magic_len : c->in_left;

        if (memcmp(c->in, codings[i]->magic, n) != 0)
            continue;
        if (n == codings[i]->magic_len)
            return codings[i];
        *maybe = true;
    }
    return NULL;
}

static int ends_early(const struct stream *s, struct err *err)
{
    return err_set(err, ERR_INPUT, "the %s data ends early: the file was cut short",
                   s->coding->name);
}

/* Behind a member: its padding is skipped. */
static int skip_padding(struct stream *s, struct err *err)
{
    struct coded *c = &s->coded;

    for (;;) {
        while (c->in_left > 0 && *c->in == 0) {
            c->in++;
            c->in_left--;
        }
        if (c->in_left > 0 || s->at_eof)
            return 0;
        if (fill_input(s, err) < 0)
            return -1;
    }
}

/* At the start, or between members: begins the member that comes, if one does. */
static int begin_member(struct stream *s, struct err *err)
{
    const struct coding *found;
    bool maybe;

    if (s->coding && skip_padding(s, err) < 0)
        return -1;
    while (!(found = find_coding(&s->coded, &maybe)) && maybe && !s->at_eof)
        if (fill_input(s, err) < 0)
            return -1;
    if (!found && s->coding && maybe && s->coded.in_left > 0)
        return ends_early(s, err);
    s->begun = true;
    s->trailing = !found && s->coding && s->coded.in_left > 0;
    if (!found)
        return 0;
    s->coding = found;
    s->decoder = found->open();
    return s->decoder ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

static int next_plain(struct stream *s, const char **bytes, size_t *n, struct err *err)
{
    if (s->coded.in_left == 0 && !s->at_eof && fill_input(s, err) < 0)
        return -1;
    *bytes = (const char *)s->coded.in;
    *n = s->coded.in_left;
    s->coded.in += s->coded.in_left;
    s->coded.in_left = 0;
    return 0;
}

/* One step of the decoder; *n is what it made. */
static int decode_some(struct stream *s, size_t *n, struct err *err)
{
    struct coded *c = &s->coded;
    size_t had = c->in_left;
    enum coding_step step;

    if (c->in_left == 0 && !s->at_eof && fill_input(s, err) < 0)
        return -1;
    had = c->in_left;
    c->out = s->out;
    c->out_left = CHUNK;
    step = s->coding->decode(s->decoder, c);
    *n = CHUNK - c->out_left;
    if (step == CODING_NO_MEMORY)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (step == CODING_DAMAGED)
        return err_set(err, ERR_INPUT, "the %s data is damaged (%s)", s->coding->name, c->trouble);
    if (step == CODING_END) {
        s->coding->close(s->decoder);
        s->decoder = NULL;
    } else if (*n == 0 && c->in_left == had && s->at_eof) {
        return ends_early(s, err);
    }
    return 0;
}

int stream_next(struct stream *s, const char **bytes, size_t *n, struct err *err)
{
    size_t made = 0;

    if (!s->begun && begin_member(s, err) < 0)
        return -1;
    if (!s->coding)
        return next_plain(s, bytes, n, err);
    while (made == 0 && !s->trailing) {
        if (!s->decoder && begin_member(s, err) < 0)
            return -1;
        if (!s->decoder)
            break;
        if (decode_some(s, &made, err) < 0)
            return -1;
    }
    *bytes = (const char *)s->out;
    *n = made;
    return 0;
}
