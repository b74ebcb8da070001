/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "base/utf8.h"
#include "winnow/cleanup.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define INT64_EXACT 9007199254740992.0 /* 2^53 */

static const cJSON *inside(const struct json *json)
{
    return (const cJSON *)json;
}

static const struct json *wrapped(const cJSON *item)
{
    return (const struct json *)item;
}

/*
 * A cJSON without the fix for CVE-2023-26819 reads 63 characters of a number and goes on behind
 * them: within a container it then finds no comma, but at the top it is content.
 */
static bool is_rest_blank(const char *end, const char *text_end)
{
    while (end < text_end && memchr(" \t\r\n", *end, 4))
        end++;
    return end == text_end;
}

int json_parse(struct json **out, const char *text, size_t len, struct err *err)
{
    const char *end = text;
    cJSON *root;

    if (!utf8_valid(text, len))
        return err_set(err, ERR_INPUT, "not valid UTF-8");
    if (json_check(text, len, err) < 0)
        return -1;
    root = cJSON_ParseWithLengthOpts(text, len, &end, false);
    if (!root || !is_rest_blank(end, text + len)) {
        cJSON_Delete(root);
        return err_set(err, ERR_INPUT, "a number too long to be read, or out of memory");
    }
    *out = (struct json *)root;
    return 0;
}

void json_free(struct json *json)
{
    cJSON_Delete((cJSON *)json);
}

enum json_type json_type(const struct json *json)
{
    const cJSON *item = inside(json);

    if (cJSON_IsString(item))
        return JSON_STRING;
    if (cJSON_IsNumber(item))
        return JSON_NUMBER;
    if (cJSON_IsBool(item))
        return JSON_BOOL;
    if (cJSON_IsArray(item))
        return JSON_ARRAY;
    return cJSON_IsObject(item) ? JSON_OBJECT : JSON_NULL;
}

const struct json *json_first(const struct json *container)
{
    return container ? wrapped(inside(container)->child) : NULL;
}

const struct json *json_next(const struct json *value)
{
    return wrapped(inside(value)->next);
}

const char *json_name(const struct json *member)
{
    return inside(member)->string;
}

/* Not cJSON's own look-up: that one ignores case or, if told not to, takes the first. */
const struct json *json_get(const struct json *object, const char *key)
{
    const struct json *found = NULL;

    if (!object || json_type(object) != JSON_OBJECT)
        return NULL;
    for (const struct json *m = json_first(object); m; m = json_next(m))
        if (strcmp(json_name(m), key) == 0)
            found = m;
    return found;
}

const char *json_as_string(const struct json *json)
{
    return json ? cJSON_GetStringValue(inside(json)) : NULL;
}

/* The member if it is there and not null: 1, with its type checked; 0; or -1. */
static int find(const struct json *object, const char *key, enum json_type type,
                const cJSON **found, struct err *err)
{
    const struct json *member = json_get(object, key);

    if (!member || json_type(member) == JSON_NULL)
        return 0;
    if (json_type(member) != type)
        return err_set(err, ERR_INPUT, "'%s' must be %s, not %s", key, json_type_words(type),
                       json_type_words(json_type(member)));
    *found = inside(member);
    return 1;
}

int json_get_string(const struct json *object, const char *key, const char **out, struct err *err)
{
    const cJSON *item;
    int there = find(object, key, JSON_STRING, &item, err);

    if (there > 0)
        *out = item->valuestring;
    return there < 0 ? -1 : 0;
}

int json_get_double(const struct json *object, const char *key, double *out, struct err *err)
{
    const cJSON *item;
    int there = find(object, key, JSON_NUMBER, &item, err);

    if (there > 0)
        *out = item->valuedouble;
    return there < 0 ? -1 : 0;
}

int json_get_int64(const struct json *object, const char *key, int64_t *out, struct err *err)
{
    double value = 0;
    const cJSON *item;
    int there = find(object, key, JSON_NUMBER, &item, err);

    if (there <= 0)
        return there;
    value = item->valuedouble;
    if (fabs(value) > INT64_EXACT || value < floor(value) || value > floor(value))
        return err_set(err, ERR_INPUT, "'%s' must be an integer within 2^53 of zero", key);
    *out = (int64_t)value;
    return 0;
}

int json_get_bool(const struct json *object, const char *key, bool *out, struct err *err)
{
    const cJSON *item;
    int there = find(object, key, JSON_BOOL, &item, err);

    if (there > 0)
        *out = cJSON_IsTrue(item);
    return there < 0 ? -1 : 0;
}

static void free_json(struct json **json)
{
    json_free(*json);
}

int json_decode_string(char **out, struct json_slice slice, struct err *err)
{
    cleanup_with(free_json) struct json *json = NULL;
    char *copy;

    if (json_slice_type(slice) != JSON_STRING)
        return err_set(err, ERR_INPUT, "must be a string, not %s",
                       json_type_words(json_slice_type(slice)));
    if (json_parse(&json, slice.at, slice.len, err) < 0)
        return -1;
    copy = strdup(json_as_string(json));
    if (!copy)
        return err_set(err, ERR_JUDGE, "out of memory");
    *out = copy;
    return 0;
}

bool json_slice_is(struct json_slice slice, const char *text)
{
    size_t n = strlen(text);
    char *decoded;
    bool same;

    if (json_slice_type(slice) != JSON_STRING)
        return false;
    if (!memchr(slice.at, '\\', slice.len))
        return slice.len == n + 2 && memcmp(slice.at + 1, text, n) == 0;
    if (json_decode_string(&decoded, slice, NULL) < 0)
        return false;
    same = strcmp(decoded, text) == 0;
    free(decoded);
    return same;
}
