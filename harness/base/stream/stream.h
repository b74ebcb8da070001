/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a file or pipe, decoded when they are gzip, zstd or xz data. Several members in a row
 * are one text, and zeros after the last member are padding. Memory does not grow with the file.
 */
#ifndef HARNESS_BASE_STREAM_STREAM_H
#define HARNESS_BASE_STREAM_STREAM_H

#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

struct stream;

/* Called before each read of `fd`, which may block: 0 to go on, or -1, and then the read fails. */
typedef int stream_wait(void *context, int fd, struct err *err);

/* Reads from the current offset of `fd`, which may be a pipe. Takes it over, also on failure. */
int stream_open(struct stream **out, int fd, struct err *err);
void stream_free(struct stream *stream); /* closes the descriptor; takes NULL */

void stream_on_wait(struct stream *stream, stream_wait *wait, void *context);

/*
 * The next decoded bytes, valid until the next call; *n is 0 at the end. ERR_INPUT when reading
 * fails, when compressed data is damaged, or when it ends early; what came before has been given out.
 */
int stream_next(struct stream *stream, const char **bytes, size_t *n, struct err *err);

/*
 * The part of a regular file that was given out, from 0 to 1, but for `unused` bytes of the last
 * stream_next; negative for other files.
 */
double stream_fraction(const struct stream *stream, size_t unused);

/*
 * After the end: the name of the compression ("gzip") if bytes that do not belong to it followed the
 * last member, which is then the end, as for gzip(1); else NULL.
 */
const char *stream_trailing(const struct stream *stream);

#endif
