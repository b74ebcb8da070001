/* SPDX-License-Identifier: MIT */
/*
 * A package's data against its own programs: the input validators accept every input and reject what is
 * in data/invalid_input; the output check accepts the jury's answers and data/valid_output, and rejects
 * data/invalid_output; no secret input is there twice.
 */
#ifndef HARNESS_STAGE_VERIFY_DATA_CHECKS_H
#define HARNESS_STAGE_VERIFY_DATA_CHECKS_H

#include "record/verification.h"
#include "stage/program/package_programs.h"

/* `tests` are all of the problem's, in use with the output validators. Adds to v->checks. */
int data_checks_run(struct verification *v, struct session *session, const struct test_set *tests,
                    const struct toolset *output_validators, struct err *err);

#endif
