/* SPDX-License-Identifier: MIT */
/*
 * Writes JSON into a buffer directly, without a tree: keys come out in the order of the calls.
 *
 *     struct json_writer w;
 *     json_writer_init(&w, &buf, JSON_LINE);
 *     json_begin_object(&w);
 *     json_field_string(&w, "id", id);
 *     json_key(&w, "cases");
 *     json_begin_array(&w);
 *     …
 *     json_end_array(&w);
 *     json_end_object(&w);
 *     if (json_finish(&w, err) < 0) …
 *
 * The writer adds commas, blanks and escapes. The calls in between cannot fail: the first fault (the
 * buffer's cap, or a misuse such as a value without a key) is kept, later calls do nothing, and
 * json_finish reports the fault and removes what was written.
 *
 * cJSON prints as fast (2.9 µs for a line of candidates.jsonl, this writer 3.2) but it passes bytes
 * on that are not UTF-8, leaves C1 control characters as they are, and makes numbers doubles.
 */
#ifndef HARNESS_BASE_JSON_JSON_WRITER_H
#define HARNESS_BASE_JSON_JSON_WRITER_H

#include "base/buf.h"
#include "base/json/json.h"
#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum json_style {
    JSON_LINE,   /* no blanks, no line ends: for JSONL */
    JSON_PRETTY, /* indented by two: for files that people open */
};

struct json_writer { /* private; in the open so that it can live on the stack */
    struct buf *out;
    size_t start; /* length of `out` before */
    enum json_style style;
    const char *fault; /* the first thing that went wrong, or NULL */
    unsigned depth;
    uint64_t objects; /* bit d-1: the container at depth d is an object */
    uint64_t filled;  /* bit d-1: the container at depth d has something in it */
    bool keyed;       /* a key is waiting for its value */
    bool done;        /* the one value at the top is written */
};

void json_writer_init(struct json_writer *w, struct buf *out, enum json_style style);

/* Exactly one complete value must have been written. Adds "\n", or nothing on failure. */
int json_finish(struct json_writer *w, struct err *err);

/* The same, and prints what is in the buffer to stdout. */
int json_print(struct json_writer *w, struct err *err);

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);

/*
 * Bytes that are not UTF-8 come out as U+FFFD, and so do NULs, which many readers (ours too) do not
 * take. Control characters are escaped, DEL and C1 among them, since reports are read on terminals.
 * A NULL text is null.
 */
void json_string(struct json_writer *w, const char *text);
void json_string_n(struct json_writer *w, const char *bytes, size_t n);
void json_int64(struct json_writer *w, int64_t value);
void json_uint64(struct json_writer *w, uint64_t value);
void json_double(struct json_writer *w, double value);  /* the shortest that reads back equal;
                                                          NaN and infinities are null */
void json_hex64(struct json_writer *w, uint64_t value); /* "0123456789abcdef": a double, which is
                                                           what readers make of a number, cannot
                                                           hold 64 bits */
void json_bool(struct json_writer *w, bool value);
void json_null(struct json_writer *w);

/* A value that is JSON already and is not looked at: from this writer or a checked text. */
void json_raw(struct json_writer *w, const char *text, size_t n);

/*
 * Copies the members of an object's text (a candidate's `extra`) into the object that is open,
 * except those whose names are in `except` (NULL-terminated; may be NULL): a line that is read again
 * must not get two verdicts. A NULL text adds nothing.
 */
void json_members(struct json_writer *w, const char *object, const char *const *except);

/*
 * Appends a value of a text that was read, without the blanks between its tokens, and with null for
 * NaN and infinities, which JSON does not have. Fails only as buf_add does.
 */
int json_copy(struct buf *out, struct json_slice slice);

/* Appends the text as a string. Fails only as buf_add does. */
int json_add_string(struct buf *out, const char *text, size_t length);

enum { JSON_DOUBLE_TEXT = 40 };

/* The shortest text that reads back equal; the value is finite. */
void json_double_text(double value, char out[JSON_DOUBLE_TEXT]);

/* A key and its value. */
void json_field_string(struct json_writer *w, const char *key, const char *text);
void json_field_int64(struct json_writer *w, const char *key, int64_t value);
void json_field_uint64(struct json_writer *w, const char *key, uint64_t value);
void json_field_double(struct json_writer *w, const char *key, double value);
void json_field_hex64(struct json_writer *w, const char *key, uint64_t value);
void json_field_bool(struct json_writer *w, const char *key, bool value);
void json_field_null(struct json_writer *w, const char *key);
void json_field_ms(struct json_writer *w, const char *key, nsec_t value); /* hundredths: that is
                                                           what is real of a time */
void json_field_object(struct json_writer *w, const char *key);           /* begins it */
void json_field_array(struct json_writer *w, const char *key);            /* begins it */

#endif
