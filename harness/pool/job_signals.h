/* SPDX-License-Identifier: MIT */
/* The signals that ask winnow to stop, as a descriptor for the event loop; see also jobs_hold_signals. */
#ifndef HARNESS_POOL_JOB_SIGNALS_H
#define HARNESS_POOL_JOB_SIGNALS_H

#include "winnow/err.h"

#include <signal.h>

/* Blocks them; readable when one has come. -1 with err; *before is what sigprocmask is to restore. */
int job_signals_open(sigset_t *before, struct err *err);

/* 0 when none has come, or -1 with ERR_INTERRUPTED. */
int job_signals_read(int fd, struct err *err);

#endif
