/* SPDX-License-Identifier: MIT */
/*
 * The records of a stream, one at a time: its lines (JSON lines are one value a line), or the JSON
 * values of a file that is an array of them or that writes each over several lines. The longest
 * record that is taken bounds the memory, whatever the length of the file.
 *
 * The first line that is not blank decides: one that begins with '[', or that begins with '{' and
 * leaves it open, makes the file one of values. Such values end where their brackets are closed; what
 * is in them is not checked. Outside of them, blanks, commas and the brackets of the one array are
 * skipped. A '{' at the very start of a line begins a new value even if the one before is open, if
 * that one is indented: so a value that is cut short does not lose the rest.
 */
#ifndef HARNESS_BASE_STREAM_RECORDS_H
#define HARNESS_BASE_STREAM_RECORDS_H

#include "base/stream/stream.h"

#include <stdint.h>

enum record_kind {
    RECORD_OK,
    RECORD_TOO_LONG, /* longer than max_len: skipped to its end, never held in memory */
    RECORD_END,      /* there are no more records */
};

/* What the records turned out to be. */
enum record_form {
    RECORDS_UNKNOWN, /* nothing but blank lines so far */
    RECORDS_LINES,
    RECORDS_VALUES,
};

struct records;

/*
 * Reads from the current offset of `fd`, which may be a pipe. `max_len` is in bytes without the
 * line end. Takes the descriptor over, also on failure.
 */
int records_open(struct records **out, int fd, size_t max_len, struct err *err);
void records_free(struct records *records);   /* closes the descriptor; takes NULL */
void records_freep(struct records **records); /* for cleanup_with */

/*
 * The next record: a line is given without its '\n' (a '\r' before it stays), and blank lines count;
 * an empty rest after the last '\n' does not. *text has *len bytes, possibly with NULs among them, and
 * a NUL behind; it is valid until the next call. For RECORD_TOO_LONG *text is "" and *len is the
 * length that was skipped. A byte order mark at the start is left out. Fails as stream_next does: a
 * record that was cut short by that is not given out, those before it have been.
 */
int records_next(struct records *records, const char **text, size_t *len, enum record_kind *kind,
                 struct err *err);

/* Of the record given out last: the line on which it begins, from 1; 0 before the first. */
uint64_t records_line(const struct records *records);

/* Its number: of values their count from 1, of lines the line. No two records share it. */
uint64_t records_number(const struct records *records);

enum record_form records_form(const struct records *records);

/* The first bytes of the file, at most RECORDS_HEAD, and their number: 0 before the first record. */
enum { RECORDS_HEAD = 264 }; /* a tar archive is known by bytes 257 to 261 */
const char *records_head(const struct records *records, size_t *n);

/* After the end: whether the array was not closed. */
bool records_cut_short(const struct records *records);

struct stream *records_stream(struct records *records);
double records_fraction(const struct records *records); /* as stream_fraction */

#endif
