/* SPDX-License-Identifier: MIT */
/* Test data that no submission is run on: data/invalid_input, data/invalid_output, data/valid_output. */
#ifndef HARNESS_STAGE_VERIFY_DATA_FILES_H
#define HARNESS_STAGE_VERIFY_DATA_FILES_H

#include "judge/test_set.h"

/* Cases of such a directory, ready to be checked. */
struct data_files {
    struct test_set
        tests;    /* named "invalid_output/1"; its problem, check and limits are the problem's */
    int *outputs; /* of each the .out, a sealed memfd; or -1 where there is none */
    /* Owned, behind tests: */
    struct test_case *cases;
    size_t count;
};

/*
 * Reads DIR/data/NAME and the directories in it, where it is there: `.in` files with (`outputs`) their
 * `.ans` and `.out`. ERR_INPUT: one is missing, or a link leads out of the package.
 */
int data_files_load(struct data_files *out, const struct problem *problem, const char *name,
                    bool outputs, struct err *err);
void data_files_release(struct data_files *files); /* takes a zeroed one */

#endif
