/* SPDX-License-Identifier: MIT */
/* What a run did that cannot be read off its objects at the end; see watch.c and ending.c. */
#ifndef SANDBOX_WARM_LIBRARY_WATCH_H
#define SANDBOX_WARM_LIBRARY_WATCH_H

#include "sandbox/warm/library/cpython.h"
#include "sandbox/warm/library/hook.h"

/* Before the fork. False: a function is missing, or a library is loaded that is not known. */
bool watch_begin(const struct module_definition *sys, const struct module_definition *gc,
                 const struct module_definition *posix);

/* In a run: whether it has called none of the watched functions and loaded no library. */
bool watch_saw_nothing(void);

#endif
