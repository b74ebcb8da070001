/* SPDX-License-Identifier: MIT */
/* All files of a directory of the package, those in directories below it too. */
#ifndef HARNESS_PROBLEM_TREE_H
#define HARNESS_PROBLEM_TREE_H

#include "winnow/err.h"
#include "winnow/problem.h"

/*
 * Fills *out (malloc'ed) with the regular files below `dir`, sorted by name within each directory; their
 * names are paths below it. `root` is what links may not leave. Left out: names that a package may not
 * have (place_name_ok), __pycache__. ERR_INPUT: more than `most` files, too many levels, a bad link.
 */
int tree_read(struct named_file **out, size_t *count, const char *root, const char *dir,
              size_t most, struct err *err);
void tree_free(struct named_file *files, size_t count);

#endif
