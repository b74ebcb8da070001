/* SPDX-License-Identifier: MIT */
/* report.html of `winnow eval`; harness/report/README.md has the keys of its data. */
#ifndef HARNESS_EVAL_RESULT_EVAL_PAGE_H
#define HARNESS_EVAL_RESULT_EVAL_PAGE_H

#include "eval/result/results.h"

/* Writes DIR/report.html. `report` is the text of report.json. Samples are read once more, for their sources. */
int eval_page_write(const struct evaluation *evaluation, const struct summary *summary,
                    const struct buf *report, const char *dir, struct err *err);

#endif
