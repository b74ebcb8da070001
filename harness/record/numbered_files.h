/* SPDX-License-Identifier: MIT */
/* Directories with numbered files of ours: DIR/inputs/001.in, DIR/submissions/01.cpp. */
#ifndef HARNESS_RECORD_NUMBERED_FILES_H
#define HARNESS_RECORD_NUMBERED_FILES_H

#include "base/remark.h"
#include "winnow/err.h"

/*
 * Makes the directory, and removes numbered files that an earlier run left in it, no others: of those
 * a remark tells.
 */
int numbered_files_begin(const char *dir, const struct remarks *remarks, struct err *err);

#endif
