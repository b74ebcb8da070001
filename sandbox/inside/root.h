/* SPDX-License-Identifier: MIT */
/* What of the host a program may see: one table, for the minimal root and for Landlock. */
#ifndef SANDBOX_ROOT_H
#define SANDBOX_ROOT_H

#include "sandbox/inside/landlock.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The entries from 0 on; false when there are no more. *path is NULL for an entry that is not a
 * file of the host's.
 */
bool root_visible(size_t i, const char **path, enum landlock_access *access);

#endif
