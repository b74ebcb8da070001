/* SPDX-License-Identifier: MIT */
/*
 * An append-only scratch file for data that is too large for memory. Adding bytes gives their place,
 * by which they can be read again. The file has no name; the kernel removes it when winnow ends.
 */
#ifndef HARNESS_BASE_STREAM_SPOOL_H
#define HARNESS_BASE_STREAM_SPOOL_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdint.h>

struct spool {
    int fd;
    uint64_t flushed;   /* bytes in the file */
    struct buf waiting; /* bytes after those */
};

struct spool_place {
    uint64_t at;
    uint32_t len;
};

int spool_open(struct spool *spool, struct err *err);
void spool_close(struct spool *spool);
int spool_add(struct spool *spool, const void *bytes, size_t n, struct spool_place *place,
              struct err *err);

/* Puts the bytes at `place` into `out`, which is cleared first. */
int spool_get(struct spool *spool, struct spool_place place, struct buf *out, struct err *err);

#endif
