/* SPDX-License-Identifier: MIT */
/*
 * An append-only scratch file for what is too much to hold in memory: bytes go in, a place comes
 * out, and the bytes can be had again by their place. The file has no name and ends with us.
 */
#ifndef HARNESS_BASE_SPOOL_H
#define HARNESS_BASE_SPOOL_H

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
