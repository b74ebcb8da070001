/* SPDX-License-Identifier: MIT */
/*
 * Reading JSON. The only file that includes cJSON is json.c. Writing is json_writer.h; text that
 * is only passed on is json_scan.h.
 */
#ifndef HARNESS_BASE_JSON_H
#define HARNESS_BASE_JSON_H

#include "base/json_scan.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json; /* a parsed value, which owns the values within it */

/*
 * Parses a text that is one JSON value in UTF-8 and nothing else; json_check says what is refused.
 * Errors are ERR_INPUT with the column. Numbers become doubles: one too large for that is infinite,
 * and one of more than 63 characters is refused where cJSON would cut it.
 */
int json_parse(struct json **out, const char *text, size_t len, struct err *err);
void json_free(struct json *json); /* takes NULL; only for what json_parse gave */

enum json_type json_type(const struct json *json);

/*
 * The member of that name, upper and lower case being different, or NULL when there is none or
 * `object` is not an object. Of members with equal names the last wins, as in Python.
 */
const struct json *json_get(const struct json *object, const char *key);

/* The values of an array or object in order: for (v = json_first(a); v; v = json_next(v)). */
const struct json *json_first(const struct json *container); /* NULL when empty or neither */
const struct json *json_next(const struct json *value);      /* NULL after the last */
const char *json_name(const struct json *member);            /* its key, or NULL in an array */

const char *json_as_string(const struct json *json); /* NULL when it is not one; borrowed */

/*
 * Typed members. An absent or null one leaves *out as it is, so set the default first; one of
 * another type is ERR_INPUT and named ("'cpu_ms' must be a number, not a string"). Strings are
 * borrowed from `object`. Integers must be whole and within ±2^53, where doubles are exact.
 */
int json_get_string(const struct json *object, const char *key, const char **out, struct err *err);
int json_get_double(const struct json *object, const char *key, double *out, struct err *err);
int json_get_int64(const struct json *object, const char *key, int64_t *out, struct err *err);
int json_get_bool(const struct json *object, const char *key, bool *out, struct err *err);

/* The string that a slice of checked text stands for, malloc'ed; ERR_INPUT if not a string. */
int json_decode_string(char **out, struct json_slice slice, struct err *err);

/* Whether that string is `text`. False for what is not a string. */
bool json_slice_is(struct json_slice slice, const char *text);

#endif
