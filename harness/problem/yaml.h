/* SPDX-License-Identifier: MIT */
/*
 * Small YAML files as a flat list: every scalar with the path of keys that leads to it. The
 * elements of a list carry the list's own key.
 *
 *     limits: {memory: 512}      "limits.memory" = "512"
 *     type: [a, b]               "type" = "a", "type" = "b", both in_list
 *
 * An empty list is one null entry that is in_list. A '.' within a key is written "\.", so that
 * "a.b" and a: {b} do not look alike. A file may hold 64 KiB, 4096 values and 16 levels; aliases are
 * followed and count as often as they are used, so that none can make a file larger than that.
 * Keys that occur twice in one map are refused.
 */
#ifndef HARNESS_PROBLEM_YAML_H
#define HARNESS_PROBLEM_YAML_H

#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

struct yaml_entry {
    char *key;
    char *value;  /* as text, whatever its YAML type */
    size_t line;  /* of the value, from 1 */
    bool in_list; /* it is, or is within, an element of a list */
    bool is_null; /* nothing, ~ or null, without quotes */
};

struct yaml {
    struct yaml_entry *entries;
    size_t count;
};

/* Reads the file. Errors are ERR_INPUT, "file:line: what is wrong". Give back with yaml_release. */
int yaml_read(struct yaml *out, const char *path, struct err *err);
void yaml_release(struct yaml *yaml); /* takes zeroed ones */

/* Whether the entry has this key or, with `whole`, one below it. */
bool yaml_entry_is(const struct yaml_entry *entry, const char *key, bool whole);

#endif
