/* SPDX-License-Identifier: MIT */
/* The files of the host that a program can see: one table for the minimal root and for Landlock. */
#ifndef SANDBOX_ROOT_H
#define SANDBOX_ROOT_H

#include "sandbox/inside/landlock.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads entry `i`; false when there is none. *path is NULL for an entry that is not a file of the
 * host.
 */
bool root_visible(size_t i, const char **path, enum landlock_access *access);

/* Whether one of those entries is the path or holds it. */
bool root_shows(const char *path);

#endif
