/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* A row of table 3-7. Overlong forms, surrogates and too large values differ in the second byte. */
struct lead {
    unsigned char first, last; /* range of the first byte */
    unsigned char more;        /* how many bytes follow it */
    unsigned char low, high;   /* range of the second byte; later bytes are 80 … bf */
};

static const struct lead leads[] = {
    {0x00, 0x7f, 0, 0, 0},       {0xc2, 0xdf, 1, 0x80, 0xbf}, /* c0, c1: overlong */
    {0xe0, 0xe0, 2, 0xa0, 0xbf},                              /* below a0: overlong */
    {0xe1, 0xec, 2, 0x80, 0xbf}, {0xed, 0xed, 2, 0x80, 0x9f}, /* above 9f: surrogates */
    {0xee, 0xef, 2, 0x80, 0xbf}, {0xf0, 0xf0, 3, 0x90, 0xbf}, /* below 90: overlong */
    {0xf1, 0xf3, 3, 0x80, 0xbf}, {0xf4, 0xf4, 3, 0x80, 0x8f}, /* above 8f: past U+10FFFF */
};

static const struct lead *find_lead(unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

bool utf8_step(const void *bytes, size_t n, size_t *length)
{
    const unsigned char *p = bytes;
    const struct lead *lead = find_lead(p[0]);

    *length = 1;
    if (!lead)
        return false;
    for (size_t i = 1; i <= lead->more; i++) {
        unsigned char low = i == 1 ? lead->low : 0x80;
        unsigned char high = i == 1 ? lead->high : 0xbf;

        if (i >= n || p[i] < low || p[i] > high)
            return false;
        *length = i + 1;
    }
    return true;
}

/* How many bytes at the start are ASCII; eight at a time, because most sources are ASCII only. */
static size_t ascii_run(const unsigned char *p, size_t n)
{
    size_t i = 0;
    uint64_t word;

    for (; n - i >= sizeof word; i += sizeof word) {
        memcpy(&word, p + i, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < n && p[i] < 0x80)
        i++;
    return i;
}

bool utf8_valid(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    size_t at = 0, length;

    while ((at += ascii_run(p + at, n - at)) < n) {
        if (!utf8_step(p + at, n - at, &length))
            return false;
        at += length;
    }
    return true;
}
