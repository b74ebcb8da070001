/* SPDX-License-Identifier: MIT */
/* Making one precompiled header, in a compile cell. */
#ifndef HARNESS_LANG_GCC_HEADER_JOB_H
#define HARNESS_LANG_GCC_HEADER_JOB_H

#include "base/jobs.h"
#include "lang/gcc/gcc.h"

struct header_job;

/*
 * Starts to precompile the n bytes of `text` (copied) for compiles by `command` (borrowed). `done` is called once, with a descriptor of
 * the precompiled header that is good during the call, or -1. NULL when it could not be started.
 */
struct header_job *header_job_start(struct job_pool *pool, const char *const *command,
                                    const char *text, size_t n,
                                    void (*done)(void *context, int header_fd), void *context);
void header_job_free(struct header_job *job); /* takes NULL; not while it is in a pool's hands */

#endif
