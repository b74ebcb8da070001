/* SPDX-License-Identifier: MIT */
/* A harness that believes in limits that do not hold gives wrong verdicts: so they are tried. */
#ifndef SANDBOX_SELFTEST_H
#define SANDBOX_SELFTEST_H

#include "winnow/sandbox.h"

/*
 * Runs a program in the cell that exceeds each limit in turn, opens what it must not see and calls
 * what it must not call; each must end as the level promises. Fails (ERR_INPUT) with the first
 * promise that is not kept. Costs some 50 ms.
 */
int selftest(struct cell *cell, enum isolation level, bool has_cgroup, struct err *err);

#endif
