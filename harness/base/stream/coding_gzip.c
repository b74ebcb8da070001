/* SPDX-License-Identifier: MIT */
/*
 * gzread of zlib would be shorter, but it silently drops bytes behind the last member, and it
 * fails when a signal interrupts the read.
 */
#include "base/stream/coding.h"

#include <limits.h>
#include <stdlib.h>
#define ZLIB_CONST /* next_in is const */
#include <zlib.h>

enum {
    WINDOW_BITS = 15,
    GZIP_HEADER = 16,
    MEMORY_LEVEL = 8,
    CHUNK = 16384
}; /* the largest window; zlib's default */

static void *open_inflater(int bits)
{
    z_stream *z = calloc(1, sizeof *z);

    if (z && inflateInit2(z, bits) == Z_OK)
        return z;
    free(z);
    return NULL;
}

static void *gzip_open(void)
{
    return open_inflater(WINDOW_BITS + GZIP_HEADER);
}

static void *zlib_open(void)
{
    return open_inflater(WINDOW_BITS);
}

static uInt at_most(size_t n)
{
    return n < UINT_MAX ? (uInt)n : UINT_MAX;
}

static enum coding_step gzip_decode(void *decoder, struct coded *coded)
{
    z_stream *z = decoder;
    uInt in = at_most(coded->in_left), out = at_most(coded->out_left);
    int status;

    z->next_in = coded->in;
    z->avail_in = in;
    z->next_out = coded->out;
    z->avail_out = out;
    status = inflate(z, Z_NO_FLUSH);
    coded->in_left -= in - z->avail_in;
    coded->in = z->next_in;
    coded->out_left -= out - z->avail_out;
    coded->out = z->next_out;
    coded->trouble = z->msg ? z->msg : "unknown cause";
    if (status == Z_STREAM_END)
        return CODING_END;
    if (status == Z_MEM_ERROR)
        return CODING_NO_MEMORY;
    return status == Z_OK || status == Z_BUF_ERROR ? CODING_MORE : CODING_DAMAGED;
}

static void gzip_close(void *decoder)
{
    if (decoder)
        inflateEnd(decoder);
    free(decoder);
}

const struct coding coding_gzip = {.name = "gzip",
                                   .magic = "\x1f\x8b",
                                   .magic_len = 2,
                                   .open = gzip_open,
                                   .decode = gzip_decode,
                                   .close = gzip_close};

const struct coding coding_zlib = {
    .name = "zlib", .open = zlib_open, .decode = gzip_decode, .close = gzip_close};

/* Appends the bytes, compressed in one piece, in the form that zlib's window bits state. */
static int add_compressed(struct buf *out, const void *bytes, size_t length, int window_bits)
{
    unsigned char chunk[CHUNK];
    z_stream z = {.next_in = bytes, .avail_in = (uInt)length};
    int status = length > UINT_MAX ? Z_MEM_ERROR
                                   : deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED,
                                                  window_bits, MEMORY_LEVEL, Z_DEFAULT_STRATEGY);

    if (status != Z_OK)
        return -1;
    while (status == Z_OK) {
        z.next_out = chunk;
        z.avail_out = sizeof chunk;
        status = deflate(&z, Z_FINISH);
        if (buf_add(out, chunk, sizeof chunk - z.avail_out) < 0)
            status = Z_MEM_ERROR;
    }
    deflateEnd(&z);
    return status == Z_STREAM_END ? 0 : -1;
}

int coding_gzip_add(struct buf *out, const char *bytes, size_t length)
{
    return add_compressed(out, bytes, length, WINDOW_BITS + GZIP_HEADER);
}

int coding_zlib_add(struct buf *out, const void *bytes, size_t length)
{
    return add_compressed(out, bytes, length, WINDOW_BITS);
}
