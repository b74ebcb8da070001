/* SPDX-License-Identifier: MIT */
/* What can be said of a JSON value from its text alone; see json_scan.h. */
#include "base/json_scan.h"

const char *json_type_words(enum json_type type)
{
    static const char *const words[] = {
        [JSON_NULL] = "null",       [JSON_BOOL] = "true or false", [JSON_NUMBER] = "a number",
        [JSON_STRING] = "a string", [JSON_ARRAY] = "an array",     [JSON_OBJECT] = "an object",
    };

    return words[type];
}

enum json_type json_slice_type(struct json_slice slice)
{
    switch (slice.len > 0 ? slice.at[0] : 'n') {
    case '"':
        return JSON_STRING;
    case '{':
        return JSON_OBJECT;
    case '[':
        return JSON_ARRAY;
    case 't':
    case 'f':
        return JSON_BOOL;
    case 'n':
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

int json_compact(struct buf *out, struct json_slice slice)
{
    bool in_string = false;
    size_t from = 0; /* what has not been copied yet begins here */

    for (size_t i = 0; i < slice.len; i++) {
        char c = slice.at[i];

        if (in_string && c == '\\')
            i++;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            if (buf_add(out, slice.at + from, i - from) < 0)
                return -1;
            from = i + 1;
        }
    }
    return buf_add(out, slice.at + from, slice.len - from);
}
