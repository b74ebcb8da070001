/* SPDX-License-Identifier: MIT */
/* The candidates of a run as rows of report.html; harness/report/README.md has their fields. */
#ifndef HARNESS_REPORT_HTML_RUN_ROWS_H
#define HARNESS_REPORT_HTML_RUN_ROWS_H

#include "record/record.h"
#include "report/html/page.h"

enum {
    PAGE_ROWS_MAX = 200000
}; /* a table of more is no use in a browser: candidates.jsonl has them all */

int run_rows_write(const struct record *r, struct page *page, struct err *err);

#endif
