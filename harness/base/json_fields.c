/* SPDX-License-Identifier: MIT */
/* The writer's small change: scalar values, and keys with their values. See json_writer.h. */
#include "base/json_writer.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void json_string(struct json_writer *w, const char *text)
{
    if (text)
        json_string_n(w, text, strlen(text));
    else
        json_null(w);
}

void json_int64(struct json_writer *w, int64_t value)
{
    char text[24];

    json_raw(w, text, (size_t)snprintf(text, sizeof text, "%" PRId64, value));
}

void json_uint64(struct json_writer *w, uint64_t value)
{
    char text[24];

    json_raw(w, text, (size_t)snprintf(text, sizeof text, "%" PRIu64, value));
}

void json_hex64(struct json_writer *w, uint64_t value)
{
    char text[24];

    json_string_n(w, text, (size_t)snprintf(text, sizeof text, "%016" PRIx64, value));
}

void json_bool(struct json_writer *w, bool value)
{
    json_raw(w, value ? "true" : "false", value ? 4 : 5);
}

void json_null(struct json_writer *w)
{
    json_raw(w, "null", 4);
}

void json_field_string(struct json_writer *w, const char *key, const char *text)
{
    json_key(w, key);
    json_string(w, text);
}

void json_field_int64(struct json_writer *w, const char *key, int64_t value)
{
    json_key(w, key);
    json_int64(w, value);
}

void json_field_uint64(struct json_writer *w, const char *key, uint64_t value)
{
    json_key(w, key);
    json_uint64(w, value);
}

void json_field_double(struct json_writer *w, const char *key, double value)
{
    json_key(w, key);
    json_double(w, value);
}

void json_field_hex64(struct json_writer *w, const char *key, uint64_t value)
{
    json_key(w, key);
    json_hex64(w, value);
}

void json_field_bool(struct json_writer *w, const char *key, bool value)
{
    json_key(w, key);
    json_bool(w, value);
}

void json_field_null(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_null(w);
}

void json_field_object(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_begin_object(w);
}

void json_field_array(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_begin_array(w);
}

void json_field_ms(struct json_writer *w, const char *key, nsec_t value)
{
    json_field_double(w, key, round((double)value / 1e4) / 100);
}
