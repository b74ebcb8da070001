/* SPDX-License-Identifier: MIT */
/*
 * The bytes behind a descriptor, plain or gzip, in chunks and constant memory. The only file that
 * includes zlib is byte_stream.c.
 */
#ifndef HARNESS_BASE_BYTE_STREAM_H
#define HARNESS_BASE_BYTE_STREAM_H

#include "winnow/err.h"

#include <stddef.h>

struct byte_stream;

/* Called before each read of `fd`, which may block: 0 to go on, or -1, on which the read fails. */
typedef int byte_stream_wait(void *context, int fd, struct err *err);

/* Reads from where `fd` stands, which may be a pipe. Takes the descriptor over, also on failure. */
int byte_stream_open(struct byte_stream **out, int fd, struct err *err);
void byte_stream_free(struct byte_stream *stream); /* closes the descriptor; takes NULL */

void byte_stream_on_wait(struct byte_stream *stream, byte_stream_wait *wait, void *context);

/*
 * How much of a regular file has been given out, from 0 to 1, when the last `unused` bytes of that
 * do not count; negative when there is no telling.
 */
double byte_stream_fraction(const struct byte_stream *stream, size_t unused);

/*
 * The next bytes, at least one; *n == 0 at the end. They are valid until the next call. Gzip is
 * known by its first two bytes (RFC 1952: 1f 8b), never by a name; several members in a row are one
 * text, and zeros after the last are padding. Fails with ERR_INPUT when reading fails, when the
 * gzip data is damaged, or when it ends early; what came before has been given out by then.
 */
int byte_stream_next(struct byte_stream *stream, const char **bytes, size_t *n, struct err *err);

#endif
