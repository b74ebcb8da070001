/* SPDX-License-Identifier: MIT */
/* The candidates of a run as rows of report.html. */
#ifndef HARNESS_REPORT_HTML_RUN_ROWS_H
#define HARNESS_REPORT_HTML_RUN_ROWS_H

#include "record/record.h"
#include "report/html/page.h"

int run_rows_write(const struct record *r, struct page *page, struct err *err);

#endif
