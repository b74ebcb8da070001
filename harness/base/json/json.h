/* SPDX-License-Identifier: MIT */
/*
 * Reading JSON with cJSON, which only json.c includes. Writing is json_writer.h.
 *
 * cJSON decodes the strings. Before that a scan of our own passes over the text, once, because cJSON 1.7 takes texts that are not JSON (control characters in strings and as
 * blanks, 01, 1., a byte order mark), ends a string at \u0000, refuses lone surrogates and the NaN
 * and Infinity that Python writes, and keeps a number as a double, if it has at most 63 characters.
 * The scan yields the members of an object as slices of the text: a candidate's unknown keys are
 * copied from there and keep every digit.
 */
#ifndef HARNESS_BASE_JSON_JSON_H
#define HARNESS_BASE_JSON_JSON_H

#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Objects and arrays within each other: the limit of cJSON, and of Python's json by default. */
enum { JSON_DEPTH_MAX = 1000 };

enum json_type {
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT,
};

const char *json_type_words(enum json_type type); /* "a string", "null", … */

/*
 * Parts of a value that other programs write, Python's json among them, but that not every reader
 * takes. A slice tells which of them it has; everything else in this header refuses them.
 */
enum json_flaw {
    JSON_NUL = 1,            /* \u0000 in a string: no C string can hold it */
    JSON_HALF_SURROGATE = 2, /* half of a surrogate pair: no UTF-8 can hold it */
    JSON_NOT_FINITE = 4,     /* NaN, Infinity, -Infinity: not JSON (RFC 8259) */
    JSON_TOO_DEEP = 8,       /* nested deeper than JSON_DEPTH_MAX */
};

/* One value in a text: no blanks around it, quotes and escapes as they were written. */
struct json_slice {
    const char *at;
    size_t len;
    unsigned flaws; /* of enum json_flaw, or-ed */
};

struct json_member {
    struct json_slice key; /* a string; in an array its `at` is NULL */
    struct json_slice value;
};

struct json_members {
    struct json_member *list;
    size_t count, room;
};

/*
 * Scans the whole text, which must be one JSON value with nothing but blanks around it; whether the
 * bytes are UTF-8 is not checked. 1: it is an object; its members are in the order of the text, with
 * duplicates, and borrow the text. 0: it is another value. -1: ERR_INPUT, what is wrong at which
 * column (in bytes, from 1). Give back with json_members_release in each case.
 */
int json_read_members(struct json_members *members, const char *text, size_t len, struct err *err);
void json_members_release(struct json_members *members);

/*
 * The same for an array, whose values are members without a key. 0: it is another value, and of an
 * object the members are there.
 */
int json_read_elements(struct json_members *elements, const char *text, size_t len,
                       struct err *err);

/* The same scan without members, and with flaws refused. */
int json_check(const char *text, size_t len, struct err *err);

enum json_type json_slice_type(struct json_slice slice);

/* The text of a string, malloc'ed. ERR_INPUT for a flaw or another type. */
int json_decode_string(char **out, struct json_slice slice, struct err *err);

/* The value of the last member of that name, which is the one that Python and others take, or NULL; of an array: NULL. */
const struct json_slice *json_find(const struct json_members *members, const char *key);

/* The text of the string, or the digits of the number, under that key, malloc'ed; NULL: it has neither. */
char *json_text(const struct json_members *members, const char *key);

/* The same where it must be there: else ERR_INPUT names the key. */
int json_need_text(char **out, const struct json_members *members, const char *key,
                   struct err *err);

/*
 * The texts of an array of strings: a malloc'ed array of malloc'ed strings, to be given back with file_list_free.
 * ERR_INPUT: it is no such array.
 */
int json_texts(char ***out, size_t *count, struct json_slice slice, struct err *err);

/* Whether the slice is a string with that text. */
bool json_slice_is(struct json_slice slice, const char *text);

#endif
