/* SPDX-License-Identifier: MIT */
/*
 * The expected outputs beside the user's inputs, for the selectors that weigh programs against tests (select/agreement.h).
 * They are read anew in each run, so that no journal has to keep them.
 */
#ifndef HARNESS_STAGE_INPUTS_GIVEN_TESTS_H
#define HARNESS_STAGE_INPUTS_GIVEN_TESTS_H

#include "stage/matrix.h"

/*
 * Fills the `tests` of the record's inputs, which are there: one for each pair of input and output, equal ones counted.
 * An input that was left out has no tests.
 */
int given_tests_read(struct matrix *matrix, struct err *err);

#endif
