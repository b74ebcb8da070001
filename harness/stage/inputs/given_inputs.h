/* SPDX-License-Identifier: MIT */
/*
 * The inputs that the user gives with --inputs: the files of a directory (where some are *.in, those alone), or a file of
 * JSON lines (also .gz, .zst, .xz), each a string or an object with the string "input". What else a model wrote
 * beside it is not looked at.
 */
#ifndef HARNESS_STAGE_INPUTS_GIVEN_INPUTS_H
#define HARNESS_STAGE_INPUTS_GIVEN_INPUTS_H

#include "stage/inputs/proposals.h"

struct given_inputs {
    const char *path; /* borrowed; NULL: none are given */
    char **names;     /* of a directory's files, or NULL */
    size_t name_count;
    size_t count; /* at most so many inputs */
};

/* ERR_INPUT: there is nothing in it. Close it also after a failure. */
int given_inputs_open(struct given_inputs *given, const char *path, struct err *err);
void given_inputs_close(struct given_inputs *given);

/* Proposes them all. A line that is no input is named in a remark, and skipped. */
int given_inputs_propose(const struct given_inputs *given, struct input_maker *maker,
                         struct err *err);

#endif
