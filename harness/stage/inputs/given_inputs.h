/* SPDX-License-Identifier: MIT */
/*
 * The inputs that the user gives with --inputs: the files of a directory (where some are *.in, those alone), or a file of
 * JSON lines (also .gz, .zst, .xz), each a string or an object with the string "input". An expected output is
 * NAME.ans or NAME.out beside NAME.in, or the string "output" of the line. What else a model wrote beside it is not looked at.
 */
#ifndef HARNESS_STAGE_INPUTS_GIVEN_INPUTS_H
#define HARNESS_STAGE_INPUTS_GIVEN_INPUTS_H

#include "base/buf.h"
#include "base/remark.h"
#include "winnow/err.h"

struct given_inputs {
    const char *path; /* borrowed; NULL: none are given */
    char **names;     /* of a directory's files, or NULL */
    size_t name_count;
    size_t count; /* at most so many inputs */
};

/* ERR_INPUT: there is nothing in it. Close it also after a failure. */
int given_inputs_open(struct given_inputs *given, const char *path, struct err *err);
void given_inputs_close(struct given_inputs *given);

/* An input; `output` is NULL where none is expected. Both are lent for the call. */
typedef int given_input(void *context, const char *origin, const struct buf *input,
                        const struct buf *output, struct err *err);

/* All of them, in order. A line that is no input is named in a remark (or not, without remarks), and skipped. */
int given_inputs_each(const struct given_inputs *given, const struct remarks *remarks,
                      given_input *each, void *context, struct err *err);

#endif
