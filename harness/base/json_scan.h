/* SPDX-License-Identifier: MIT */
/*
 * JSON as it stands in the text: a strict check of the grammar (RFC 8259), and the members of an
 * object as slices of it. Needed beside cJSON, which takes what is not JSON (control characters,
 * 01, 1.), turns every number into a double, and cuts strings at \u0000. What is only passed on
 * (a candidate's unknown keys) stays text and keeps every digit.
 */
#ifndef HARNESS_BASE_JSON_SCAN_H
#define HARNESS_BASE_JSON_SCAN_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { JSON_DEPTH_MAX = 64 }; /* objects and arrays within each other */

enum json_type {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

const char *json_type_words(enum json_type type); /* "a string", "null", … */

/* One value in a checked text: no blanks around it, quotes and escapes as they were written. */
struct json_slice {
    const char *at;
    size_t len;
};

struct json_member {
    struct json_slice key; /* a string */
    struct json_slice value;
};

/*
 * Whether the whole text is one JSON value, blanks around it allowed. ERR_INPUT says what is wrong
 * at which column (bytes, from 1). Refused besides: \u0000, surrogates without their other half,
 * and deeper nesting than JSON_DEPTH_MAX. That the bytes are UTF-8 is not checked here.
 */
int json_check(const char *text, size_t len, struct err *err);

/* The members of an object, in the order of the text, duplicates included. Borrows the text. */
struct json_walk {
    const char *text;
    size_t len;
    size_t at;
};

/* Only for texts that passed json_check. False when the value is not an object. */
bool json_walk_begin(struct json_walk *walk, const char *text, size_t len);
bool json_walk_next(struct json_walk *walk, struct json_member *member); /* false at the end */

enum json_type json_slice_type(struct json_slice slice);

/* Appends the value without the blanks between its tokens. Fails only as buf_add does. */
int json_compact(struct buf *out, struct json_slice slice);

#endif
