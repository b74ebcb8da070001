/* SPDX-License-Identifier: MIT */
/*
 * Isolation without namespaces, for places that forbid them. Instead of a root of its own a cell has
 * a directory on the host and Landlock; instead of a pid namespace, a process group that the filter
 * lets nothing leave. README.md says what that is worth.
 */
#ifndef SANDBOX_BASIC_H
#define SANDBOX_BASIC_H

#include "sandbox/inside/cell_init.h"

/* winnow's side: the work directory. */
int basic_make_dir(char *out, size_t size, struct err *err);
void basic_remove_dir(const char *path); /* with all that is in it */
void basic_remove_stale(void);           /* directories of winnows that are gone */

/* In the cell's init; they return 0 or a descriptor, or -1 with errno. */
int basic_open_proc(void); /* for oom_score_adj and the size of what runs */
int basic_ruleset(const struct cell_setup *setup, enum profile profile, int program_fd);
int basic_empty_dir(const char *path);

/* In the child, before it gives up its identity, and after. */
int basic_enter(const struct cell_run *run);
int basic_seal(const struct cell_run *run);

#endif
