/* SPDX-License-Identifier: MIT */
#include "eval/suite/packed_tests.h"
#include "base/buf.h"
#include "base/stream/coding.h"
#include "winnow/cleanup.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PACKED_MAX = 512 << 20 };

static int value_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* RFC 4648, section 4. */
static int decode_base64(const char *text, struct buf *out, struct err *err)
{
    uint32_t bits = 0;
    unsigned count = 0;

    for (; *text && *text != '='; text++) {
        int value = value_of(*text);

        if (value < 0)
            return err_set(err, ERR_INPUT, "tests that are neither JSON nor base64");
        bits = bits << 6 | (uint32_t)value;
        count += 6;
        if (count < 8)
            continue;
        count -= 8;
        if (buf_addc(out, (char)(bits >> count & 0xff)) < 0)
            return err_set(err, ERR_INPUT, "packed tests of more than 512 MiB");
    }
    return 0;
}

static void close_decoder(void **decoder)
{
    coding_zlib.close(*decoder);
}

static int inflate_all(const struct buf *in, struct buf *out, struct err *err)
{
    cleanup_with(close_decoder) void *decoder = coding_zlib.open();
    struct coded coded = {.in = (const unsigned char *)buf_str(in), .in_left = in->len};
    enum coding_step step = CODING_MORE;

    if (!decoder)
        return err_set(err, ERR_JUDGE, "out of memory");
    while (step == CODING_MORE) {
        size_t before = coded.in_left, more = 1 << 16;

        if (buf_reserve(out, more) < 0)
            return err_set(err, ERR_INPUT, "packed tests of more than 512 MiB");
        coded.out = (unsigned char *)out->data + out->len;
        coded.out_left = more;
        step = coding_zlib.decode(decoder, &coded);
        out->len += more - coded.out_left;
        out->data[out->len] = '\0';
        if (step == CODING_MORE && coded.in_left == before && coded.out_left == more)
            return err_set(err, ERR_INPUT, "packed tests that end early");
    }
    return step == CODING_END ? 0 : err_set(err, ERR_INPUT, "packed tests that are no zlib data");
}

/* The pickle's bytes that are left. */
struct pickle {
    const unsigned char *at;
    size_t left;
};

static uint64_t take_number(struct pickle *p, unsigned bytes)
{
    uint64_t number = 0;

    for (unsigned i = 0; i < bytes && i < p->left; i++)
        number |= (uint64_t)p->at[i] << 8 * i;
    if (bytes > p->left)
        bytes = (unsigned)p->left;
    p->at += bytes;
    p->left -= bytes;
    return number;
}

/* The bytes of the length's field of an instruction that puts a str on the stack, or 0. */
static unsigned length_bytes(unsigned char instruction)
{
    switch (instruction) {
    case 0x8c: /* SHORT_BINUNICODE */
        return 1;
    case 'X': /* BINUNICODE */
        return 4;
    case 0x8d: /* BINUNICODE8 */
        return 8;
    default:
        return 0;
    }
}

static int read_pickle(struct pickle p, char **out, struct err *err)
{
    uint64_t length;
    unsigned bytes;

    if (p.left < 2 || take_number(&p, 1) != 0x80) /* PROTO */
        return err_set(err, ERR_INPUT, "packed tests that are no pickle of a str");
    take_number(&p, 1);
    if (p.left > 9 && *p.at == 0x95) /* FRAME: eight bytes of its length */
        take_number(&p, 1), take_number(&p, 8);
    bytes = p.left > 0 ? length_bytes(*p.at) : 0;
    take_number(&p, 1);
    length = take_number(&p, bytes);
    if (bytes == 0 || length > p.left || memchr(p.at, 0, (size_t)length))
        return err_set(err, ERR_INPUT, "packed tests that are no pickle of a str");
    *out = strndup((const char *)p.at, (size_t)length);
    return *out ? 0 : err_set(err, ERR_JUDGE, "out of memory");
}

int packed_tests_open(char **text, struct err *err)
{
    cleanup_with(buf_release) struct buf packed = BUF_INIT(PACKED_MAX), data = BUF_INIT(PACKED_MAX);
    const char *first = *text + strspn(*text, " \t\r\n");
    char *opened = NULL;

    if (*first == '[' || *first == '{')
        return 0;
    if (decode_base64(first, &packed, err) < 0 || inflate_all(&packed, &data, err) < 0 ||
        read_pickle((struct pickle){(const unsigned char *)buf_str(&data), data.len}, &opened,
                    err) < 0)
        return -1;
    free(*text);
    *text = opened;
    return 0;
}
