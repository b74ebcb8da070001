/* SPDX-License-Identifier: MIT */
/*
 * Java class files: arbitrary bytes, and class files built from the input, of which it is known whether
 * they have a main method. One that is cut has none, whatever it had.
 */
#include "base/buf.h"
#include "lang/java/class_file.h"
#include "tests/fuzz/fuzz.h"

enum {
    FILE_MAX_BYTES = 1 << 20,
    ENTRIES_MAX = 24,
    ATTRIBUTES_MAX = 3,
    PUBLIC_STATIC = 0x0009,
    MAIN = 1, /* in the constant pool */
    DESCRIPTOR = 2,
    FIRST_OTHER = 3
};

static void add_number(struct buf *file, uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        CHECK(buf_addc(file, (char)(value >> (8 * i))) == 0);
}

static void add_text(struct buf *file, const char *text)
{
    add_number(file, 1, 1);
    add_number(file, strlen(text), 2);
    CHECK(buf_adds(file, text) == 0);
}

/* Any constant but the two texts; it may take two numbers. */
static unsigned add_other_constant(struct buf *file, struct feed *feed)
{
    static const struct {
        unsigned tag;
        int bytes;
        unsigned numbers;
    } kinds[] = {{3, 4, 1},  {4, 4, 1},  {5, 8, 2},  {6, 8, 2},  {7, 2, 1},  {8, 2, 1},
                 {9, 4, 1},  {10, 4, 1}, {11, 4, 1}, {12, 4, 1}, {15, 3, 1}, {16, 2, 1},
                 {17, 4, 1}, {18, 4, 1}, {19, 2, 1}, {20, 2, 1}};
    unsigned kind = feed_below(feed, 1 + sizeof kinds / sizeof *kinds);
    char text[256] = "main (not this)";

    if (kind == sizeof kinds / sizeof *kinds) {
        feed_copy(feed, text + strlen(text), feed_below(feed, 200));
        add_text(file, text);
        return 1;
    }
    add_number(file, kinds[kind].tag, 1);
    add_number(file, feed_u64(feed), kinds[kind].bytes);
    return kinds[kind].numbers;
}

/* Whether the pool has both texts of a main method. */
static bool add_constants(struct buf *file, struct feed *feed)
{
    unsigned others = feed_below(feed, ENTRIES_MAX), numbers = FIRST_OTHER, have = feed_byte(feed);
    bool name = have & 3, descriptor = have & 12;
    size_t count_at = file->len;

    add_number(file, 0, 2);
    add_text(file, name ? "main" : "mian");
    add_text(file, descriptor ? "([Ljava/lang/String;)V" : "(Ljava/lang/String;)V");
    while (others-- > 0)
        numbers += add_other_constant(file, feed);
    file->data[count_at] = (char)(numbers >> 8);
    file->data[count_at + 1] = (char)numbers;
    return name && descriptor;
}

static void add_attributes(struct buf *file, struct feed *feed)
{
    unsigned count = feed_below(feed, ATTRIBUTES_MAX);

    add_number(file, count, 2);
    while (count-- > 0) {
        char bytes[256];
        size_t n = feed_byte(feed);

        feed_copy(feed, bytes, n);
        add_number(file, FIRST_OTHER, 2);
        add_number(file, n, 4);
        CHECK(buf_add(file, bytes, n) == 0);
    }
}

/* Whether one of them is called as main is, and can be called without an object by everybody. */
static bool add_members(struct buf *file, struct feed *feed)
{
    unsigned count = feed_below(feed, ENTRIES_MAX);
    bool found = false;

    add_number(file, count, 2);
    while (count-- > 0) {
        unsigned access = feed_u16(feed), name = feed_below(feed, 4), type = feed_below(feed, 4);

        add_number(file, access, 2);
        add_number(file, name, 2);
        add_number(file, type, 2);
        add_attributes(file, feed);
        found = found ||
                ((access & PUBLIC_STATIC) == PUBLIC_STATIC && name == MAIN && type == DESCRIPTOR);
    }
    return found;
}

static bool build_class(struct buf *file, struct feed *feed)
{
    unsigned interfaces = feed_below(feed, 4);
    bool texts;

    add_number(file, 0xcafebabe, 4);
    add_number(file, feed_u64(feed), 4);
    texts = add_constants(file, feed);
    add_number(file, feed_u64(feed), 6);
    add_number(file, interfaces, 2);
    add_number(file, 0, (int)(2 * interfaces));
    add_members(file, feed); /* fields */
    return add_members(file, feed) && texts;
}

/* In memory of just its size. */
static bool has_main(const void *bytes, size_t n)
{
    struct feed whole = {bytes, n};
    void *copy = feed_exact(&whole, &n);
    bool has = class_file_has_main(copy, n);

    free(copy);
    return has;
}

static void built_class(struct feed *feed)
{
    struct buf file = BUF_INIT(FILE_MAX_BYTES);
    bool expected = build_class(&file, feed);

    CHECK(has_main(file.data, file.len) == expected);
    CHECK(!has_main(file.data, feed_u16(feed) % file.len));
    buf_release(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed feed = {data, size};

    if (feed_below(&feed, 2))
        built_class(&feed);
    else if (has_main(feed.at, feed.left))
        CHECK(feed.left > 4 && memcmp(feed.at, "\xca\xfe\xba\xbe", 4) == 0);
    return 0;
}
