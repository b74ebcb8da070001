/* SPDX-License-Identifier: MIT */
/*
 * gzread of zlib would be shorter, but it silently drops bytes behind the last member, and it
 * fails when a signal interrupts the read.
 */
#include "base/coding.h"

#include <limits.h>
#include <stdlib.h>
#define ZLIB_CONST /* next_in is const */
#include <zlib.h>

enum { WINDOW_BITS = 15, GZIP_HEADER = 16 }; /* the largest window */

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

int coding_deflate(struct buf *out, const void *bytes, size_t n)
{
    uLongf length = compressBound(n);

    if (buf_reserve(out, length) < 0 ||
        compress2((Bytef *)out->data + out->len, &length, bytes, n, Z_DEFAULT_COMPRESSION) != Z_OK)
        return -1;
    out->len += length;
    out->data[out->len] = '\0';
    return 0;
}
