/* SPDX-License-Identifier: MIT */
/*
 * A directory of samples, DIR/TASK/N.EXTENSION, as evalplus has it: TASK is the task's id with '/' written as '_', the
 * extension tells the language, and a file is a whole program. It is read as the JSON lines that it stands for.
 */
#ifndef HARNESS_EVAL_SAMPLE_SAMPLE_FOLDER_H
#define HARNESS_EVAL_SAMPLE_SAMPLE_FOLDER_H

#include "base/remark.h"
#include "eval/suite/suite.h"

/*
 * An unlinked file with a line {"task_id", "language", "solution"} for each file, tasks and files in the order of their
 * names, in which numbers count as numbers; the caller closes it. A directory that is no task of the suite (which may be
 * NULL) stands for the task of that name. A remark is made of the first files that are no sample, and *skipped has their number.
 * ERR_INPUT: a directory may be of two tasks ("a/b" and "a_b").
 */
int sample_folder_open(const char *dir, const struct suite *suite, const struct remarks *remarks,
                       size_t *skipped, struct err *err);

#endif
