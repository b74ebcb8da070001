/* SPDX-License-Identifier: MIT */
/* Limits that do not hold would give wrong verdicts, so each level is tested when it is opened. */
#ifndef SANDBOX_SELFTEST_H
#define SANDBOX_SELFTEST_H

#include "winnow/sandbox.h"

/*
 * Runs a program in the cell that exceeds each limit in turn, opens a file that it must not see and
 * makes a call that it must not make. Each run must end as the level promises. Fails (ERR_INPUT) with
 * the first promise that does not hold. Takes some 50 ms.
 */
int selftest(struct cell *cell, enum isolation level, bool has_cgroup, struct err *err);

#endif
