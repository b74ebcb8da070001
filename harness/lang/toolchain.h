/* SPDX-License-Identifier: MIT */
/*
 * Which toolchain this is: a hash over the identity (name, size, times, inode) of every file that a
 * compile in a cell may read: compilers, assembler, linker and what they load, headers, libraries.
 * Any update, or a header that is edited, makes another toolchain. Some 40 ms, paid once.
 */
#ifndef HARNESS_LANG_TOOLCHAIN_H
#define HARNESS_LANG_TOOLCHAIN_H

#include "base/hash.h"
#include "winnow/err.h"

int toolchain_identify(struct hash128 *out, struct err *err);

#endif
