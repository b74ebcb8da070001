/* SPDX-License-Identifier: MIT */
/* A problem's submissions against what the package promises of them, and its data against its programs. */
#ifndef HARNESS_STAGE_VERIFY_VERIFY_H
#define HARNESS_STAGE_VERIFY_VERIFY_H

#include "record/verification.h"
#include "stage/session.h"

/*
 * Verifies the problem in `dir`, which becomes the session's. ERR_INPUT: it cannot be verified. *out
 * borrows the session's problem; give back with verification_release.
 */
int verify_problem(struct verification *out, struct session *session, const char *dir,
                   struct err *err);

#endif
