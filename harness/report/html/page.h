/* SPDX-License-Identifier: MIT */
/*
 * report.html: the page of harness/report/page/, which the program carries, with data in it. Whatever
 * strangers wrote is in JSON, of which no byte can end a script element or begin one, or in base64;
 * and the page's Content-Security-Policy lets no script run but the page's own.
 */
#ifndef HARNESS_REPORT_HTML_PAGE_H
#define HARNESS_REPORT_HTML_PAGE_H

#include "base/buf.h"
#include "record/kept_sources.h"
#include "winnow/err.h"

#include <stdint.h>

/* A page that is being written to a file. */
struct page {
    int fd;
    struct buf out; /* not written yet */
};

int page_begin(struct page *page, int fd, struct err *err);
void page_release(struct page *page); /* takes a zeroed one */

/* Adds a JSON value by the name under which the page's script asks for it. */
int page_json(struct page *page, const char *name, const char *json, size_t n, struct err *err);

/* Adds a block of json_blocks: the page inflates it when it is needed. A json_block_sink but for the name. */
int page_block(struct page *page, const char *name, uint64_t first, const struct buf *packed,
               struct err *err);

/* Adds all blocks of sources. */
int page_sources(struct page *page, struct kept_sources *sources, struct err *err);

int page_end(struct page *page, struct err *err);

#endif
