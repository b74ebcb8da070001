/* SPDX-License-Identifier: MIT */
/*
 * The signals that ask winnow to stop: SIGINT, SIGTERM, SIGHUP and SIGXCPU (own_limits.h), as a
 * descriptor for the event loop.
 */
#ifndef HARNESS_POOL_STOP_SIGNALS_H
#define HARNESS_POOL_STOP_SIGNALS_H

#include "winnow/err.h"

#include <signal.h>

/* Blocks them from now on: one that comes before there is a pool ends the pool's first step. */
void stop_signals_hold(void);

/* Blocks them; the descriptor is readable when one has come. -1 with err; *before is the old mask. */
int stop_signals_open(sigset_t *before, struct err *err);

/* 0 when none has come, or -1 with ERR_INTERRUPTED. */
int stop_signals_read(int fd, struct err *err);

#endif
