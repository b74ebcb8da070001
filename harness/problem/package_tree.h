/* SPDX-License-Identifier: MIT */
/* A directory of packages, such as a contest's. */
#ifndef HARNESS_PROBLEM_PACKAGE_TREE_H
#define HARNESS_PROBLEM_PACKAGE_TREE_H

#include "winnow/err.h"

#include <stddef.h>

/*
 * Lists the packages that `dir` holds, archives among them, at most four levels down, in the order of their paths. A directory
 * that is a package itself, or holds none, is the only one. Each is listed once, whatever symbolic links
 * lead to it. ERR_INPUT: it cannot be read, or is too large. *out is given back with file_list_free.
 */
int package_tree_list(const char *dir, char ***out, size_t *count, struct err *err);

#endif
