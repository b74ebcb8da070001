/* SPDX-License-Identifier: MIT */
#include "report/html/page.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { CHUNK = 256 * 1024 };

/* The Makefile puts the page together (report/page/assemble.py); data goes where the mark is. */
extern const char _binary_report_page_start[], _binary_report_page_end[];
static const char mark[] = "<!--DATA-->\n";

static const char *find_mark(void)
{
    size_t size = (uintptr_t)_binary_report_page_end - (uintptr_t)_binary_report_page_start;

    return memmem(_binary_report_page_start, size, mark, strlen(mark));
}

static int no_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

static int write_out(struct page *page, size_t least, struct err *err)
{
    return file_flush(page->fd, &page->out, least, "writing report.html", err);
}

int page_begin(struct page *page, int fd, struct err *err)
{
    const char *start = _binary_report_page_start;

    *page = (struct page){.fd = fd, .out = BUF_INIT(BUF_CAP_DOCUMENT)};
    return buf_add(&page->out, start, (size_t)(find_mark() - start)) < 0 ? no_memory(err) : 0;
}

void page_release(struct page *page)
{
    buf_release(&page->out);
}

int page_end(struct page *page, struct err *err)
{
    const char *rest = find_mark() + strlen(mark);
    size_t n = (size_t)((uintptr_t)_binary_report_page_end - (uintptr_t)rest);

    return buf_add(&page->out, rest, n) < 0 ? no_memory(err) : write_out(page, 1, err);
}

/*
 * What stands in place of the first of n bytes and those that belong to it: '<', '>' and '&', which HTML could
 * take for markup, and U+2028 to U+202E, which end or reorder the lines of whoever reads the file
 * itself. In JSON they can only be within a string. 0: the byte stays.
 */
static size_t escape(const char *at, size_t n, char out[8])
{
    const unsigned char *b = (const unsigned char *)at;
    bool is_mark = n > 2 && b[0] == 0xe2 && b[1] == 0x80 && b[2] >= 0xa8 && b[2] <= 0xae;

    if (!is_mark && *at != '<' && *at != '>' && *at != '&')
        return 0;
    snprintf(out, 8, "\\u%04x", is_mark ? 0x2000u + (b[2] & 0x3f) : b[0]);
    return is_mark ? 3 : 1;
}

static int add_escaped(struct buf *out, const char *json, size_t n)
{
    const char *from = json, *end = json + n;
    char escaped[8];

    for (const char *at = json; at < end;) {
        size_t length = escape(at, (size_t)(end - at), escaped);

        at += length ? length : 1;
        if (length == 0)
            continue;
        if (buf_add(out, from, (size_t)(at - from) - length) < 0 || buf_adds(out, escaped) < 0)
            return -1;
        from = at;
    }
    return buf_add(out, from, (size_t)(end - from));
}

int page_json(struct page *page, const char *name, const char *json, size_t n, struct err *err)
{
    struct buf *out = &page->out;

    if (buf_addf(out, "<script type=\"application/json\" class=\"%s\">", name) < 0 ||
        add_escaped(out, json, n) < 0 || buf_adds(out, "</script>\n") < 0)
        return no_memory(err);
    return write_out(page, CHUNK, err);
}

/* RFC 4648, section 4. */
static int add_base64(struct buf *out, const struct buf *bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *at = (const unsigned char *)bytes->data, *end = at + bytes->len;

    if (buf_reserve(out, (bytes->len + 2) / 3 * 4) < 0)
        return -1;
    for (; at < end; at += 3) {
        size_t left = (size_t)(end - at);
        unsigned group = (unsigned)at[0] << 16 | (left > 1 ? (unsigned)at[1] << 8 : 0) |
                         (left > 2 ? (unsigned)at[2] : 0);
        const char four[4] = {digits[group >> 18], digits[group >> 12 & 63],
                              left > 1 ? digits[group >> 6 & 63] : '=',
                              left > 2 ? digits[group & 63] : '='};

        if (buf_add(out, four, 4) < 0)
            return -1;
        if (left < 3)
            break;
    }
    return 0;
}

int page_block(struct page *page, const char *name, uint64_t first, const struct buf *packed,
               struct err *err)
{
    struct buf *out = &page->out;

    if (buf_addf(out, "<script type=\"text/plain\" class=\"%s\" data-first=\"%" PRIu64 "\">", name,
                 first) < 0 ||
        add_base64(out, packed) < 0 || buf_adds(out, "</script>\n") < 0)
        return no_memory(err);
    return write_out(page, CHUNK, err);
}

int page_sources(struct page *page, struct kept_sources *sources, struct err *err)
{
    cleanup_with(buf_release) struct buf block = BUF_INIT(BUF_CAP_DOCUMENT);

    for (size_t i = 0; i < sources->count; i++)
        if (kept_sources_block(sources, i, &block, err) < 0 ||
            page_block(page, "sources", sources->list[i].first, &block, err) < 0)
            return -1;
    return 0;
}
