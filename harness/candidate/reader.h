/* SPDX-License-Identifier: MIT */
/*
 * Candidates as a stream, from JSON files, stdin, directories and source files, one after the other;
 * README.md beside this says what is taken and how.
 */
#ifndef HARNESS_CANDIDATE_READER_H
#define HARNESS_CANDIDATE_READER_H

#include "base/stream/stream.h"
#include "candidate/complaint.h"
#include "winnow/candidate.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

struct candidate_reader;

struct reader_options {
    size_t code_limit; /* the longest source that is taken, in bytes; ICPC packages say 128 KiB */
    const char *source_key; /* see source_key.h; NULL: source, code, solution or completion */
};

/*
 * Called from within candidate_reader_next for each entry that is skipped, and, with the kind
 * VALUE_LOST, for the first few candidates of which a value could not be kept. `where` is
 * "file:line" or the path of a file; it comes from the user's names and may hold any byte.
 */
typedef void reader_complaint(void *context, enum complaint_kind kind, const char *where,
                              const char *sentence);

/* Whether all paths can be read: ERR_INPUT names the first that cannot, before any work is done. */
int candidate_paths_check(const char *const *paths, size_t count, struct err *err);

/*
 * Each path is a file, a directory, or "-" for stdin; the paths are borrowed. ERR_INPUT when one
 * cannot be opened. `complain` may be NULL. Free with candidate_reader_close.
 */
int candidate_reader_open(struct candidate_reader **out, const char *const *paths, size_t count,
                          const struct reader_options *options, reader_complaint *complain,
                          void *context, struct err *err);

/* candidate_reader_next calls `wait` before each read of a JSON file or pipe. */
void candidate_reader_on_wait(struct candidate_reader *reader, stream_wait *wait, void *context);

/* The part that has been read, from 0 to 1; negative when that is unknown, as of a pipe. */
double candidate_reader_fraction(const struct candidate_reader *reader);

/*
 * 1: *out is filled and the caller's to release. 0: there are no more. -1: a file, or the rest of it,
 * could not be read (ERR_INPUT, with the place), or our own failure; what was delivered before
 * stands. A file that could not be read does not lose the others: -1 comes after them.
 */
int candidate_reader_next(struct candidate_reader *reader, struct candidate *out, struct err *err);

/*
 * The place of the candidate delivered last, in the form of a complaint's `where`, for complaints
 * of the caller's own. "" before the first; valid until the next call.
 */
const char *candidate_reader_where(const struct candidate_reader *reader);

/*
 * After the end: ERR_INPUT with what the input looks like, for a caller that could take nothing of
 * it; 0 if there was no byte of input.
 */
int candidate_reader_blame(const struct candidate_reader *reader, struct err *err);

void candidate_reader_close(struct candidate_reader *reader); /* takes NULL */

#endif
