/* SPDX-License-Identifier: MIT */
/*
 * The fields of a row of the table of languages by name, so that a row can be written as JSON, read from it, and hashed.
 * The keys are those of struct language, but for `version_command`, which is its `version`.
 */
#ifndef HARNESS_LANG_LANGUAGE_FIELDS_H
#define HARNESS_LANG_LANGUAGE_FIELDS_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/json/json_writer.h"
#include "lang/language.h"
#include "winnow/err.h"

/* Writes all fields into the object that is open. */
void language_write(const struct language *language, struct json_writer *w);

/* Changes when any field does. */
int language_hash(const struct language *language, struct hash128 *out, struct err *err);

/*
 * Sets the field `key` to a value, whose strings are kept in the arena. 1; 0: there is no such field; -1: ERR_INPUT, what
 * the field wants.
 */
int language_read_field(struct language *row, const char *key, struct json_slice value,
                        struct arena *arena, struct err *err);

#endif
