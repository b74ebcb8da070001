/* SPDX-License-Identifier: MIT */
/* Whether a row of the table of languages can be used: for those that come from languages.json. */
#ifndef HARNESS_LANG_LANGUAGE_CHECK_H
#define HARNESS_LANG_LANGUAGE_CHECK_H

#include "lang/language.h"
#include "winnow/err.h"

/* ERR_INPUT names the field and what is wrong with it. */
int language_check(const struct language *row, struct err *err);

/*
 * Whether cells may show this file or directory of the host. All programs can read it, so it must be a toolchain and no more:
 * not a whole disk, a home or /opt. Below /tmp, /dev and the like a cell has its own.
 */
int language_check_place(const char *path, struct err *err);

/* Of a list that ends with NULL, or is NULL. */
size_t language_count_words(const char *const *words);

/* Whether cells show the path without a place of a row: /usr/bin, /bin, /usr/lib and the like. */
bool language_is_shown(const char *path);

#endif
