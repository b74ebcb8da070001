/* SPDX-License-Identifier: MIT */
/* Precompiled headers, one for each distinct preamble (preamble.h), command and toolchain: made_file.h. */
#ifndef HARNESS_LANG_GCC_HEADERS_H
#define HARNESS_LANG_GCC_HEADERS_H

#include "base/file.h"
#include "base/hash.h"
#include "lang/gcc/gcc.h"
#include "lang/compile/made_file.h"

struct headers;

/* The maker is borrowed. */
int headers_open(struct headers **out, struct file_maker *maker, struct hash128 toolchain,
                 struct err *err);
void headers_close(struct headers *headers); /* takes NULL */

/* A compile whose source begins with a precompiled header; zeroed: there is none. */
struct header_use {
    const char *include;                 /* the header; NULL: none */
    int source_fd;                       /* the source with blanks for its preamble; owned */
    const char *argv[COMMAND_WORDS_MAX]; /* the command that reads both */
};

/*
 * Counts `source`, which is to be compiled by `command` soon, as one with its preamble; when there have been enough
 * of them, over all processes and runs, a header is made.
 */
void headers_expect(struct headers *headers, const char *const *command, const struct map *source);

/*
 * Fills a zeroed `use` when there is a precompiled header for the preamble of `source`, which is to
 * be compiled by `command`; valid as long as `headers`. False: there will be one soon.
 */
bool headers_use(struct headers *headers, const char *const *command, const struct map *source,
                 struct header_use *use);
void header_use_release(struct header_use *use); /* takes a zeroed one and leaves one */

/*
 * Tells that a program was made: with the header, or only without it. A header that fails several
 * sources in a row is not given again.
 */
void headers_report(struct headers *headers, const char *include, bool with_it);

#endif
