/* SPDX-License-Identifier: MIT */
/*
 * Identifies the toolchain: a hash of the name, size, times and inode of every file that a compile in
 * a cell may read (compilers, assembler, linker and what they load, headers, libraries). An update
 * or an edited header changes it. It takes some 40 ms.
 */
#ifndef HARNESS_LANG_TOOLCHAIN_H
#define HARNESS_LANG_TOOLCHAIN_H

#include "base/hash.h"
#include "lang/language.h"
#include "winnow/err.h"

int toolchain_identify(struct hash128 *out, struct err *err);

/*
 * The same for what a language has of its own: the files that its command names, `must_have`, and `places`, trees of files.
 */
int toolchain_identify_language(const struct language *language, struct hash128 *out,
                                struct err *err);

#endif
