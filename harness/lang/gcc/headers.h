/* SPDX-License-Identifier: MIT */
/*
 * Precompiled headers, one for each distinct preamble (preamble.h), command and toolchain. They are
 * made in a compile cell, like any product of a compiler, kept on the store's shelf "headers", and
 * read in later compiles through the read-only directory that compile cells show.
 *
 * Nobody waits for one: while it is being made, compiles go on without.
 */
#ifndef HARNESS_LANG_GCC_HEADERS_H
#define HARNESS_LANG_GCC_HEADERS_H

#include "base/hash.h"
#include "base/jobs.h"
#include "base/store.h"
#include "lang/language.h"

struct headers;

/*
 * The pool and the store are borrowed; `shown` is the shelf's path. `warn` is called when a header
 * cannot be written, with the reason.
 */
int headers_open(struct headers **out, struct job_pool *pool, struct store *store,
                 struct hash128 toolchain, void (*warn)(void *context, const char *why),
                 void *context, struct err *err);
void headers_close(struct headers *headers); /* takes NULL; the pool must be closed */

/*
 * What to give the compiler after "-include" instead of the n bytes of preamble `text`, or NULL when
 * there is nothing (yet). Valid as long as `headers`. Each call counts as a source with this
 * preamble; when there have been enough of them, over all processes and runs, one is made.
 */
const char *headers_find(struct headers *headers, const struct language *language, const char *text,
                         size_t n);

/* How a compile with what headers_find gave went. */
enum header_use {
    HEADER_SERVED,  /* it made a program */
    HEADER_MISLED,  /* it failed, and without the header there was a program */
    HEADER_REFUSED, /* the compiler did not take it */
};

/* A header that is refused, or misleads several sources in a row, is not given again. */
void headers_report(struct headers *headers, const char *include, enum header_use use);

#endif
