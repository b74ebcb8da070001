/* SPDX-License-Identifier: MIT */
/*
 * The sources of the distinct programs, in the order in which they first came, for report.html. They
 * lie compressed in a scratch file: memory does not grow with them.
 */
#ifndef HARNESS_RECORD_KEPT_SOURCES_H
#define HARNESS_RECORD_KEPT_SOURCES_H

#include "base/json/json_blocks.h"
#include "base/stream/spool.h"

#include <stdbool.h>

enum {
    KEPT_SOURCE_MAX = 256 * 1024,       /* bytes of one; the rest of it is left out */
    KEPT_SOURCES_MAX = 48 * 1024 * 1024 /* bytes of all blocks; sources beyond are left out */
};

struct kept_block {
    struct spool_place place;
    uint64_t first; /* the number of its first source, from 0 */
};

struct kept_sources {
    bool on; /* else nothing is kept */
    struct spool scratch;
    struct json_blocks blocks;
    struct kept_block *list;
    size_t count, room;
    uint64_t size, most; /* of the blocks: so far, at most about KEPT_SOURCES_MAX */
    uint64_t left_out;   /* sources beyond that */
};

int kept_sources_begin(struct kept_sources *kept, struct err *err);
void kept_sources_release(struct kept_sources *kept); /* takes a zeroed one */
int kept_sources_add(struct kept_sources *kept, const char *source, size_t n, struct err *err);
int kept_sources_end(struct kept_sources *kept, struct err *err); /* no more will come */

/* The block, in the form of coding_zlib, into `room`: a JSON array of strings. */
int kept_sources_block(struct kept_sources *kept, size_t block, struct buf *room, struct err *err);

/*
 * The source of that number, from 0, into `out`. 1; 0: it was left out, or it is not what came in, because it was cut or was no UTF-8.
 */
int kept_sources_get(struct kept_sources *kept, uint64_t number, struct buf *out, struct err *err);

/* The JSON string of a source, cut at KEPT_SOURCE_MAX with a line that says so. `out` is cleared first. */
int kept_source_json(struct buf *out, const char *source, size_t n, struct err *err);

#endif
