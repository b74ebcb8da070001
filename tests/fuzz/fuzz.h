/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share: the input taken from its front, and checks that no build leaves out. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Each target defines it; libFuzzer or replay.c calls it. Returns 0; a finding aborts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);         \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* The bytes that are left. At their end everything reads as zeros. */
struct feed {
    const uint8_t *at;
    size_t left;
};

static inline void feed_copy(struct feed *feed, void *out, size_t n)
{
    size_t part = n < feed->left ? n : feed->left;

    memset(out, 0, n);
    if (part > 0)
        memcpy(out, feed->at, part);
    feed->at += part;
    feed->left -= part;
}

static inline uint8_t feed_byte(struct feed *feed)
{
    uint8_t byte;

    feed_copy(feed, &byte, 1);
    return byte;
}

static inline uint32_t feed_u16(struct feed *feed)
{
    uint16_t number;

    feed_copy(feed, &number, sizeof number);
    return number;
}

static inline uint64_t feed_u64(struct feed *feed)
{
    uint64_t number;

    feed_copy(feed, &number, sizeof number);
    return number;
}

/* A number below `end`. */
static inline unsigned feed_below(struct feed *feed, unsigned end)
{
    return feed_byte(feed) % end;
}

/*
 * At most n of the bytes in memory of just their size, so that AddressSanitizer sees a read past
 * them; *n becomes their number. The caller frees it.
 */
static inline void *feed_exact(struct feed *feed, size_t *n)
{
    void *copy;

    if (*n > feed->left)
        *n = feed->left;
    copy = malloc(*n > 0 ? *n : 1);
    CHECK(copy);
    feed_copy(feed, copy, *n);
    return copy;
}

#endif
