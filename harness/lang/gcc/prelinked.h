/* SPDX-License-Identifier: MIT */
/*
 * The C library linked beforehand. Which of its members a program in C gets depends on what its object file needs, and most
 * need the same few functions. For each such set of names `ld -r` makes one object of those members (made_file.h), and gold
 * links that instead of looking for them: the same members in the same place, so the same program.
 *
 * For that, a source is compiled and linked in steps (driver.h); what the object file needs is known between them.
 */
#ifndef HARNESS_LANG_GCC_PRELINKED_H
#define HARNESS_LANG_GCC_PRELINKED_H

#include "base/file.h"
#include "base/hash.h"
#include "lang/gcc/driver.h"

struct prelinked;

/* The maker is borrowed. */
int prelinked_open(struct prelinked **out, struct file_maker *maker, struct hash128 toolchain,
                   struct err *err);
void prelinked_close(struct prelinked *prelinked); /* takes NULL */

/*
 * Fills `argv` with the command that links the object file with a library linked beforehand; valid as long
 * as `prelinked`; where there is none, with the steps' own. An object file that such a library would suit counts for
 * it, and after a few of them the library is made.
 */
void prelinked_link_command(struct prelinked *prelinked, const char *argv[DRIVER_WORDS_MAX + 1],
                            const struct driver_steps *steps, const struct map *object_file);

#endif
