/* SPDX-License-Identifier: MIT */
/*
 * The level basic: isolation without namespaces, for hosts that forbid them. Instead of a root of its
 * own, a cell has a directory on the host and Landlock; instead of a pid namespace, a process group
 * that no process can leave because of the filter. README.md says how strong that is.
 */
#ifndef SANDBOX_BASIC_H
#define SANDBOX_BASIC_H

#include "sandbox/inside/cell_init.h"

/* In winnow: the work directory. */
int basic_make_dir(char *out, size_t size, struct err *err); /* writes its path to `out` */
void basic_remove_dir(const char *path);                     /* with its contents; "" is allowed */
void basic_remove_stale(void); /* directories of winnows that have ended */

/* In the cell's init. They return 0 or a descriptor, or -1 with errno. */
int basic_open_proc(void); /* for oom_score_adj and the memory of the run */
int basic_ruleset(const struct cell_setup *setup, const struct request_view *view,
                  enum profile profile);
int basic_empty_dir(const char *path);

/* In the child. They return 0, or -1 with errno. */
int basic_enter(const struct cell_run *run); /* before the change of uid */
int basic_seal(const struct cell_run *run);  /* after it */

#endif
