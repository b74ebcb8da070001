/* SPDX-License-Identifier: MIT */
#include "base/byte_stream.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <zlib.h>

/*
 * zlib's own gzread would be shorter, but it drops whatever follows the last member without a word,
 * and gives up when a signal interrupts the read.
 */
enum { CHUNK = 65536 };

enum coding { CODING_UNKNOWN, CODING_PLAIN, CODING_GZIP };

struct byte_stream {
    int fd;
    byte_stream_wait *wait; /* or NULL */
    void *context;
    uint64_t got; /* bytes read from the descriptor */
    bytes_t size; /* of a regular file; else 0 or -1 */
    enum coding coding;
    bool at_eof;    /* of the descriptor */
    bool in_member; /* a gzip member has begun and not ended */
    z_stream z;     /* next_in, avail_in: what of `in` is not used yet, for plain bytes too */
    unsigned char in[CHUNK];
    unsigned char out[CHUNK];
};

int byte_stream_open(struct byte_stream **out, int fd, struct err *err)
{
    struct byte_stream *stream = calloc(1, sizeof *stream);

    if (!stream) {
        close(fd);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    stream->fd = fd;
    stream->size = file_size(fd);
    stream->z.next_in = stream->in;
    *out = stream;
    return 0;
}

void byte_stream_free(struct byte_stream *stream)
{
    if (!stream)
        return;
    if (stream->coding == CODING_GZIP)
        inflateEnd(&stream->z);
    close(stream->fd);
    free(stream);
}

void byte_stream_on_wait(struct byte_stream *stream, byte_stream_wait *wait, void *context)
{
    stream->wait = wait;
    stream->context = context;
}

double byte_stream_fraction(const struct byte_stream *stream, size_t unused)
{
    if (stream->size <= 0)
        return -1;
    /* Of gzip, what is unused of the output is not known as input, and is little. */
    if (stream->coding == CODING_GZIP)
        unused = stream->z.avail_in;
    return (double)(stream->got - unused) / (double)stream->size;
}

/* Reads more behind what is waiting in `in`, which must have been moved to its start. */
static int fill(struct byte_stream *s, struct err *err)
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
        /* A terminal or pipe that we inherited may have been made non-blocking by its owner. */
        if (errno == EAGAIN)
            poll(&(struct pollfd){.fd = s->fd, .events = POLLIN}, 1, -1);
        else if (errno != EINTR)
            return err_sys(err, ERR_INPUT, "cannot be read");
    }
}

static int find_coding(struct byte_stream *s, struct err *err)
{
    while (s->z.avail_in < 2 && !s->at_eof)
        if (fill(s, err) < 0)
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

static int next_plain(struct byte_stream *s, const char **bytes, size_t *n, struct err *err)
{
    if (s->z.avail_in == 0 && !s->at_eof && fill(s, err) < 0)
        return -1;
    *bytes = (const char *)s->z.next_in;
    *n = s->z.avail_in;
    s->z.avail_in = 0;
    return 0;
}

/* Between members: skips padding and begins the next one if there is any. */
static void begin_member(struct byte_stream *s)
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

static int inflate_some(struct byte_stream *s, size_t *n, struct err *err)
{
    int status;

    s->z.next_out = s->out;
    s->z.avail_out = CHUNK;
    status = inflate(&s->z, Z_NO_FLUSH);
    if (status == Z_MEM_ERROR)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (status == Z_STREAM_END)
        s->in_member = false;
    else if (status != Z_OK && status != Z_BUF_ERROR) /* the latter: wants more input */
        return err_set(err, ERR_INPUT, "the gzip data is damaged (%s)",
                       s->z.msg ? s->z.msg : "unknown cause");
    *n = CHUNK - s->z.avail_out;
    return 0;
}

static int next_gzip(struct byte_stream *s, const char **bytes, size_t *n, struct err *err)
{
    size_t made = 0;

    while (made == 0) {
        if (s->z.avail_in == 0 && !s->at_eof && fill(s, err) < 0)
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

int byte_stream_next(struct byte_stream *stream, const char **bytes, size_t *n, struct err *err)
{
    if (stream->coding == CODING_UNKNOWN && find_coding(stream, err) < 0)
        return -1;
    if (stream->coding == CODING_PLAIN)
        return next_plain(stream, bytes, n, err);
    return next_gzip(stream, bytes, n, err);
}
