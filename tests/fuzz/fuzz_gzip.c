/* SPDX-License-Identifier: MIT */
/*
 * The byte stream under pools: arbitrary bytes, and gzip files made of the input: members of some
 * level each, padding, a cut. What is given out must not depend on how the bytes arrive, and of a
 * whole file it is what went in.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/stream/stream.h"
#include "tests/fuzz/fuzz.h"

#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

enum {
    OUT_MAX = 1 << 23,
    FILE_MAX_BYTES = 1 << 21,
    SOCKET_MAX = 1 << 16, /* bytes that a socket takes without a reader */
    MEMBERS_MAX = 4,
    PIECES_MAX = 64,
};

static void add_bytes(struct buf *buf, const void *bytes, size_t n)
{
    CHECK(buf_add(buf, bytes, n) == 0);
}

/* Reads all that the descriptor gives, up to OUT_MAX; whether it came to a good end. */
static bool read_all(int fd, struct buf *out)
{
    struct stream *stream;
    struct err err = {0};
    const char *bytes;
    size_t n;
    int failed;

    CHECK(stream_open(&stream, fd, &err) == 0);
    while ((failed = stream_next(stream, &bytes, &n, &err)) == 0 && n > 0 &&
           out->len + n <= OUT_MAX)
        add_bytes(out, bytes, n);
    CHECK(!failed || (err.kind == ERR_INPUT && err.msg[0]));
    stream_free(stream);
    return !failed;
}

static bool read_file(const struct buf *file, struct buf *out)
{
    int fd = file_memfd("input", buf_str(file), file->len, NULL);

    CHECK(fd >= 0 && lseek(fd, 0, SEEK_SET) == 0);
    return read_all(fd, out);
}

/* In pieces of the sizes that the input says: each read gives at most one. */
static bool read_pieces(const struct buf *file, struct feed *sizes, struct buf *out)
{
    size_t at = 0, pieces = 0;
    int sockets[2];

    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) == 0);
    while (at < file->len) {
        size_t n = 1 + feed_byte(sizes);

        if (++pieces == PIECES_MAX || n > file->len - at)
            n = file->len - at;
        CHECK(send(sockets[0], file->data + at, n, 0) == (ssize_t)n);
        at += n;
    }
    close(sockets[0]);
    return read_all(sockets[1], out);
}

/* One member holding the bytes. */
static void add_member(struct buf *file, const void *bytes, size_t n, int level)
{
    z_stream z = {0};
    size_t room;

    CHECK(deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    room = deflateBound(&z, n);
    CHECK(buf_reserve(file, room) == 0);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)n;
    z.next_out = (Bytef *)file->data + file->len;
    z.avail_out = (uInt)room;
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    file->len += room - z.avail_out;
    deflateEnd(&z);
}

/* Some bytes of the input, mostly many times over, so that output does not fit into one chunk. */
static void take_text(struct feed *feed, struct buf *text)
{
    char piece[256];
    size_t n = feed_byte(feed), times = 1 + feed_u16(feed) % 1024;

    feed_copy(feed, piece, n);
    while (times-- > 0)
        add_bytes(text, piece, n);
}

/* Where the last member begins and ends. */
struct extent {
    size_t start, end;
};

static void build_gzip(struct feed *feed, struct buf *file, struct buf *text, struct extent *last)
{
    unsigned members = 1 + feed_below(feed, MEMBERS_MAX);
    const char padding[16] = {0};

    for (unsigned i = 0; i < members; i++) {
        size_t before = text->len;

        take_text(feed, text);
        last->start = file->len;
        add_member(file, buf_str(text) + before, text->len - before, (int)feed_below(feed, 10));
        last->end = file->len;
        add_bytes(file, padding, feed_below(feed, sizeof padding));
    }
}

static void check_same(const struct buf *a, const struct buf *b)
{
    CHECK(a->len == b->len && memcmp(buf_str(a), buf_str(b), a->len) == 0);
}

/* Both ways of reading; *out is what they agree on when all is well. */
static bool read_both_ways(const struct buf *file, struct feed *sizes, struct buf *out)
{
    struct buf pieces = BUF_INIT(OUT_MAX);
    bool whole = read_file(file, out);

    if (file->len > SOCKET_MAX)
        return whole;
    CHECK(read_pieces(file, sizes, &pieces) == whole);
    if (whole)
        check_same(out, &pieces);
    buf_release(&pieces);
    return whole;
}

static bool is_packed(const struct buf *file)
{
    return (file->len >= 2 && memcmp(file->data, "\x1f\x8b", 2) == 0) ||
           (file->len >= 4 && memcmp(file->data, "\x28\xb5\x2f\xfd", 4) == 0) ||
           (file->len >= 4 && memcmp(file->data, "\x50\x2a\x4d\x18", 4) == 0) ||
           (file->len >= 6 && memcmp(file->data, "\xfd\x37zXZ", 6) == 0);
}

static void arbitrary_file(struct feed *feed)
{
    struct buf file = BUF_INIT(FILE_MAX_BYTES), out = BUF_INIT(OUT_MAX);
    struct feed sizes = *feed;
    bool whole;

    add_bytes(&file, feed->at, feed->left);
    whole = read_both_ways(&file, &sizes, &out);
    if (!is_packed(&file)) {
        CHECK(whole);
        check_same(&file, &out);
    }
    buf_release(&out);
    buf_release(&file);
}

/* A file that is cut gives no more than its bytes, and an error if the last member is incomplete. */
static void check_cut(struct buf *file, size_t cut, const struct buf *text,
                      const struct extent *last, struct feed *sizes)
{
    struct buf out = BUF_INIT(OUT_MAX);
    bool whole;

    file->len -= cut;
    whole = read_both_ways(file, sizes, &out);
    if (file->len >= 2) { /* one byte alone is no gzip file */
        CHECK(out.len <= text->len && memcmp(buf_str(&out), buf_str(text), out.len) == 0);
        CHECK(!whole || file->len <= last->start || file->len >= last->end);
        CHECK(file->len < last->end || (whole && out.len == text->len));
    }
    buf_release(&out);
}

static void built_file(struct feed *feed)
{
    struct buf file = BUF_INIT(FILE_MAX_BYTES), text = BUF_INIT(OUT_MAX), out = BUF_INIT(OUT_MAX);
    struct extent last;

    build_gzip(feed, &file, &text, &last);
    CHECK(read_both_ways(&file, feed, &out));
    check_same(&text, &out);
    check_cut(&file, feed_u16(feed) % file.len, &text, &last, feed);
    buf_release(&out);
    buf_release(&text);
    buf_release(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};

    if (feed_below(&feed, 2))
        built_file(&feed);
    else
        arbitrary_file(&feed);
    return 0;
}
