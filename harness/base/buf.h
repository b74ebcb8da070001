/* SPDX-License-Identifier: MIT */
/*
 * A growing byte buffer with a mandatory cap. A NUL, which is not counted, always follows the content,
 * so that text can be used as a C string. An append fails when it would exceed the cap and when
 * memory runs out; the buffer is then unchanged.
 */
#ifndef HARNESS_BASE_BUF_H
#define HARNESS_BASE_BUF_H

#include <stddef.h>

struct buf {
    char *data; /* NULL while empty */
    size_t len;
    size_t room; /* bytes allocated */
    size_t cap;  /* the most that len may become */
};

#define BUF_INIT(max)                                                                              \
    {                                                                                              \
        .data = NULL, .len = 0, .room = 0, .cap = (max)                                            \
    }

/*
 * Caps for a whole source, line or document. A package may allow sources of 64 MiB (limits.code). A
 * candidate's line may take six bytes for each byte of its source, as escapes, and 16 MiB for other
 * keys. A document is a report, an input or a list that is printed.
 */
#define BUF_CAP_SOURCE   ((size_t)64 << 20)
#define BUF_CAP_LINE     ((size_t)512 << 20)
#define BUF_CAP_DOCUMENT ((size_t)1 << 30)

int buf_add(struct buf *b, const void *bytes, size_t n); /* 0, or -1 at the cap or out of memory */
int buf_addc(struct buf *b, char c);
int buf_adds(struct buf *b, const char *text);
int buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
int buf_reserve(struct buf *b, size_t more); /* room for `more` bytes past len */
void buf_clear(struct buf *b);               /* len = 0, memory kept */
void buf_release(struct buf *b);             /* memory freed; the cap stays */
const char *buf_str(const struct buf *b);    /* the content, "" when empty; valid until changed */

/*
 * Makes room for one more element in a malloc'ed array (NULL at first) of `count` elements of `size`
 * bytes. Returns the array, which may have moved, or NULL when out of memory: then it is unchanged.
 */
void *array_grow(void *array, size_t count, size_t *room, size_t size);

#endif
