/* SPDX-License-Identifier: MIT */
/*
 * The lines of a file or pipe, plain or gzip, one at a time: the longest line that is taken bounds
 * the memory, whatever the length of the file. Only lines.c includes zlib.
 *
 * The first two bytes identify gzip (RFC 1952: 1f 8b), never a file name. Several members in a row
 * are one text, and zeros after the last member are padding.
 */
#ifndef HARNESS_BASE_LINES_H
#define HARNESS_BASE_LINES_H

#include "winnow/err.h"

#include <stddef.h>
#include <stdint.h>

enum line_kind {
    LINE_OK,
    LINE_TOO_LONG, /* longer than max_line: skipped to its end, never held in memory */
    LINE_END,      /* there are no more lines */
};

struct lines;

/* Called before each read of `fd`, which may block: 0 to go on, or -1, and then the read fails. */
typedef int lines_wait(void *context, int fd, struct err *err);

/*
 * Reads from the current offset of `fd`, which may be a pipe. `max_line` is in bytes without the
 * line end. Takes the descriptor over, also on failure.
 */
int lines_open(struct lines **out, int fd, size_t max_line, struct err *err);
void lines_free(struct lines *lines); /* closes the descriptor; takes NULL */

void lines_on_wait(struct lines *lines, lines_wait *wait, void *context);

/* The part of a regular file that was given out, from 0 to 1; negative for other files. */
double lines_fraction(const struct lines *lines);

/*
 * The next line without its '\n' (a '\r' before it stays). A last line without '\n' counts; an
 * empty rest after the last '\n' does not. *line has *len bytes, possibly with NULs among them, and
 * a NUL behind; it is valid until the next call. For LINE_TOO_LONG *line is "" and *len is the
 * length that was skipped. ERR_INPUT when reading fails, when the gzip data is damaged, or when it
 * ends early: a line that was cut short by that is not given out, those before it have been.
 */
int lines_next(struct lines *lines, const char **line, size_t *len, enum line_kind *kind,
               struct err *err);

/* The number of the line given out last, from 1; 0 before the first. */
uint64_t lines_number(const struct lines *lines);

/*
 * For a caller that wants bytes and no lines (the two do not mix): the next decoded bytes, valid
 * until the next call; *n is 0 at the end. Fails as lines_next does.
 */
int lines_chunk(struct lines *lines, const char **bytes, size_t *n, struct err *err);

#endif
