/* SPDX-License-Identifier: MIT */
/* Numbered files in directories of ours: DIR/inputs/001.in, DIR/submissions/01.cpp. */
#ifndef HARNESS_HALL_OWN_FILES_H
#define HARNESS_HALL_OWN_FILES_H

#include "hall/inputs.h"

/* Makes the directory, and removes numbered files that an earlier run left in it, no others. */
int own_files_begin(const char *path, struct err *err);

/* Writes the input as file `number` (001.in, …) of the directory. */
int own_files_write_input(const char *path, size_t number, const struct made_input *input,
                          struct err *err);

/* Opens that file as the input, when its size and hash are as they should be; else false. */
bool own_files_read_input(const char *path, size_t number, struct made_input *input);

#endif
