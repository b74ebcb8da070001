/* SPDX-License-Identifier: MIT */
/*
 * C++ as it was when many packages were made. Later standards took words away (`register`, `auto_ptr`,
 * `random_shuffle`) and gave std new ones (`size`, `data`, `byte`) that clash with a source's own.
 */
#ifndef HARNESS_LANG_OLDER_CPP_H
#define HARNESS_LANG_OLDER_CPP_H

#include "lang/language.h"

/* Not in the table of languages: candidates cannot choose it. */
extern const struct language language_cpp14;

#endif
