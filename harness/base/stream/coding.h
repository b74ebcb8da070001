/* SPDX-License-Identifier: MIT */
/*
 * Compressed data, one row for each kind. A file is one or more members (RFC 1952's word; frames in
 * zstd, streams in xz) that follow each other. The first bytes identify a kind, never a file name.
 */
#ifndef HARNESS_BASE_STREAM_CODING_H
#define HARNESS_BASE_STREAM_CODING_H

#include "base/buf.h"

#include <stddef.h>

enum coding_step {
    CODING_MORE,      /* more input, or more room for output, is needed */
    CODING_END,       /* the member has ended */
    CODING_DAMAGED,   /* coded.trouble says what is wrong */
    CODING_NO_MEMORY, /* ours */
};

/* Where a decoder reads and writes; it moves all four. */
struct coded {
    const unsigned char *in;
    size_t in_left;
    unsigned char *out;
    size_t out_left;
    const char *trouble; /* a static string, for CODING_DAMAGED */
};

struct coding {
    const char *name;  /* "gzip" */
    const char *magic; /* the first bytes of a member */
    size_t magic_len;
    void *(*open)(void); /* a decoder for one member; NULL when out of memory */
    enum coding_step (*decode)(void *decoder, struct coded *coded);
    void (*close)(void *decoder); /* takes NULL */
};

/* A decoder takes at most so much memory: xz -9 needs 65 MiB, zstd --ultra and --long 128 MiB. */
enum { CODING_MEMORY_MIB = 128 };

extern const struct coding coding_gzip, coding_xz, coding_zstd, coding_zstd_skippable;

/* RFC 1950, which no file has as its form: it is not looked for. */
extern const struct coding coding_zlib;

/* Appends them as one member of gzip's, without name and time, so that equal bytes give equal files. -1: out of memory. */
int coding_gzip_add(struct buf *out, const char *bytes, size_t length);

/* Appends the bytes, compressed, in the form of coding_zlib. -1: no memory, or the buffer's cap. */
int coding_zlib_add(struct buf *out, const void *bytes, size_t n);

#endif
