/* SPDX-License-Identifier: MIT */
/*
 * The lines of a file or pipe, plain or gzip (see byte_stream.h), one at a time: memory is bounded
 * by the longest line that is taken, whatever the length of the file.
 */
#ifndef HARNESS_BASE_LINES_H
#define HARNESS_BASE_LINES_H

#include "base/byte_stream.h"
#include "winnow/err.h"

#include <stddef.h>
#include <stdint.h>

enum line_kind {
    LINE_OK,
    LINE_TOO_LONG, /* longer than max_line: skipped to its end, never held */
    LINE_END,      /* there are no more lines */
};

struct lines;

/* `max_line` is in bytes, line end not counted. Takes `fd` over, also on failure. */
int lines_open(struct lines **out, int fd, size_t max_line, struct err *err);
void lines_free(struct lines *lines); /* closes the descriptor; takes NULL */

/* As byte_stream_on_wait and byte_stream_fraction. */
void lines_on_wait(struct lines *lines, byte_stream_wait *wait, void *context);
double lines_fraction(const struct lines *lines);

/*
 * The next line without its '\n' (a '\r' before it stays). A last line without '\n' counts; an
 * empty rest after the last '\n' does not. *line has *len bytes, NULs among them perhaps, and a NUL
 * behind; it is valid until the next call. For LINE_TOO_LONG *line is "" and *len the length that
 * was skipped. Fails as byte_stream_next does; a line that was cut short by that is not given out.
 */
int lines_next(struct lines *lines, const char **line, size_t *len, enum line_kind *kind,
               struct err *err);

/* The number of the line given out last, from 1; 0 before the first. */
uint64_t lines_number(const struct lines *lines);

#endif
