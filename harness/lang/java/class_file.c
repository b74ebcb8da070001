/* SPDX-License-Identifier: MIT */
#include "lang/java/class_file.h"

#include <stdint.h>
#include <string.h>

/* What is left to read. After a read past the end `n` is 0, and all further reads give 0. */
struct reader {
    const uint8_t *at;
    size_t n;
    bool broken;
};

static const uint8_t *read_bytes(struct reader *r, size_t n)
{
    const uint8_t *bytes = r->at;

    if (n > r->n) {
        r->broken = true;
        r->n = 0;
        return NULL;
    }
    r->at += n;
    r->n -= n;
    return bytes;
}

static unsigned read_u2(struct reader *r)
{
    const uint8_t *b = read_bytes(r, 2);

    return b ? (unsigned)b[0] << 8 | b[1] : 0;
}

static size_t read_u4(struct reader *r)
{
    size_t high = read_u2(r);

    return high << 16 | read_u2(r);
}

/* Numbers, in the constant pool, of the two texts that a main method has; 0: not there. */
struct main_texts {
    unsigned name, descriptor;
};

static bool text_is(const uint8_t *text, size_t n, const char *what)
{
    return text && strlen(what) == n && memcmp(text, what, n) == 0;
}

static void read_text(struct reader *r, unsigned number, struct main_texts *texts)
{
    size_t n = read_u2(r);
    const uint8_t *text = read_bytes(r, n);

    if (text_is(text, n, "main"))
        texts->name = number;
    if (text_is(text, n, "([Ljava/lang/String;)V"))
        texts->descriptor = number;
}

static void read_constants(struct reader *r, struct main_texts *texts)
{
    enum { UTF8 = 1, LONG = 5, DOUBLE = 6 };
    /* Bytes behind the tag (table 4.4-A); 0: no such tag. */
    static const uint8_t sizes[] = {
        [3] = 4,  [4] = 4,  [5] = 8,  [6] = 8,  [7] = 2,  [8] = 2,  [9] = 4,  [10] = 4,
        [11] = 4, [12] = 4, [15] = 3, [16] = 2, [17] = 4, [18] = 4, [19] = 2, [20] = 2};
    unsigned count = read_u2(r);

    for (unsigned i = 1; i < count && !r->broken; i++) {
        const uint8_t *tag = read_bytes(r, 1);

        if (tag && *tag == UTF8)
            read_text(r, i, texts);
        else if (tag && *tag < sizeof sizes && sizes[*tag] > 0)
            read_bytes(r, sizes[*tag]);
        else
            r->broken = true;
        if (tag && (*tag == LONG || *tag == DOUBLE))
            i++; /* these take two numbers */
    }
}

/* Fields or methods; true when one of them is main. */
static bool read_members(struct reader *r, const struct main_texts *texts)
{
    enum { PUBLIC_STATIC = 0x0009 };
    unsigned count = read_u2(r);
    bool found = false;

    for (unsigned i = 0; i < count && !r->broken; i++) {
        unsigned access = read_u2(r), name = read_u2(r), descriptor = read_u2(r);
        unsigned attributes = read_u2(r);

        found = found || ((access & PUBLIC_STATIC) == PUBLIC_STATIC && name == texts->name &&
                          descriptor == texts->descriptor);
        for (unsigned k = 0; k < attributes && !r->broken; k++) {
            read_u2(r);
            read_bytes(r, read_u4(r));
        }
    }
    return found;
}

bool class_file_has_main(const void *bytes, size_t n)
{
    struct reader r = {.at = bytes, .n = n};
    struct main_texts texts = {0};

    if (read_u4(&r) != 0xcafebabe)
        return false;
    read_u4(&r); /* version */
    read_constants(&r, &texts);
    read_bytes(&r, 6);                       /* access, this, super */
    read_bytes(&r, 2 * (size_t)read_u2(&r)); /* interfaces */
    read_members(&r, &texts);                /* fields */
    return read_members(&r, &texts) && !r.broken && texts.name && texts.descriptor;
}
