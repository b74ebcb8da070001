/* SPDX-License-Identifier: MIT */
/* report.html of `winnow run`; harness/report/README.md has the keys of its data. */
#ifndef HARNESS_REPORT_HTML_RUN_PAGE_H
#define HARNESS_REPORT_HTML_RUN_PAGE_H

#include "record/record.h"

/* Writes the page to `fd`. */
int run_page_write(struct record *r, int fd, struct err *err);

#endif
