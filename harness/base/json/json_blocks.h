/* SPDX-License-Identifier: MIT */
/*
 * A long list of JSON values as compressed blocks. Each block is a JSON array of the values that come
 * next, so that a reader can look at one of them without the others, and a writer holds only one.
 */
#ifndef HARNESS_BASE_JSON_JSON_BLOCKS_H
#define HARNESS_BASE_JSON_JSON_BLOCKS_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdint.h>

/* Takes a block: `first` is the number of its first value, from 0; the bytes are in the form of coding_zlib. */
typedef int json_block_sink(void *context, uint64_t first, const struct buf *packed,
                            struct err *err);

struct json_blocks {
    struct buf open; /* the block under way */
    uint64_t first;  /* the number of its first value */
    uint64_t count;  /* values so far */
    size_t block;    /* a block is closed when its text has so many bytes */
    json_block_sink *sink;
    void *context;
};

void json_blocks_init(struct json_blocks *blocks, size_t block, json_block_sink *sink,
                      void *context);
void json_blocks_release(struct json_blocks *blocks); /* takes a zeroed one */

/* The value is JSON already, with or without a line end. */
int json_blocks_add(struct json_blocks *blocks, const char *json, size_t n, struct err *err);
int json_blocks_end(struct json_blocks *blocks, struct err *err); /* gives out the last block */

#endif
