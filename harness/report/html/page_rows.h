/* SPDX-License-Identifier: MIT */
/* The rows of report.html's table, one after the other; harness/report/README.md has their fields. */
#ifndef HARNESS_REPORT_HTML_PAGE_ROWS_H
#define HARNESS_REPORT_HTML_PAGE_ROWS_H

#include "base/json/json_blocks.h"
#include "report/html/page.h"
#include "winnow/judgement.h"

enum {
    PAGE_ROWS_MAX = 200000
}; /* a longer table is no use in a browser; the lines beside the page have all */

/* A distinct program, by its first candidate. Everything is borrowed. */
struct page_program {
    const char *language, *test, *detail; /* test: or NULL */
    enum verdict verdict;
    uint64_t copies;
    size_t cluster; /* its rank, or 0 */
    nsec_t cpu, wall;
    bytes_t memory;
};

struct page_rows {
    struct page *page;
    struct json_blocks rows,
        measures; /* apart, so that all but the latter is the same in each run */
    struct buf json;
};

void page_rows_begin(struct page_rows *rows, struct page *page);
void page_rows_release(struct page_rows *rows);
int page_rows_end(struct page_rows *rows, struct err *err);

/* Of the label, which is "" where there is none, the first bytes are kept. */
int page_rows_program(struct page_rows *rows, const char *id, const char *label,
                      const struct page_program *program, struct err *err);

/* A copy of the program in the row `first`, from 0. */
int page_rows_copy(struct page_rows *rows, const char *id, const char *label, uint64_t first,
                   struct err *err);

#endif
