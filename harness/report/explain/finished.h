/* SPDX-License-Identifier: MIT */
/* A finished run as its directory tells it: report.json and the files of lines beside it. */
#ifndef HARNESS_REPORT_EXPLAIN_FINISHED_H
#define HARNESS_REPORT_EXPLAIN_FINISHED_H

#include "base/json/json.h"
#include "winnow/err.h"

/* A JSON object with its text. */
struct finished_line {
    char *text; /* owned; NULL: there is no such line */
    struct json_members members;
};

void finished_line_release(struct finished_line *line); /* takes a zeroed one */

/* DIR/report.json. ERR_INPUT: it is not there, so that no run has finished in DIR. */
int finished_report(struct finished_line *out, const char *dir, struct err *err);

/* Called for each line; 1 ends the reading, -1 fails. */
typedef int finished_look(void *context, const struct json_members *members, struct err *err);

/*
 * Reads the lines of a file of DIR, one at a time, up to the one for which `look` gives 1; that is moved to *out, where out is not
 * NULL. Returns 1, or 0 when there was none.
 */
int finished_find(struct finished_line *out, const char *dir, const char *name, finished_look *look,
                  void *context, struct err *err);

/* The number under the key, or 0: it has none. */
uint64_t finished_number(const struct json_members *members, const char *key);

#endif
