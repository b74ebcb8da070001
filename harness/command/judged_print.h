/* SPDX-License-Identifier: MIT */
/* What `winnow judge` shows people of a source that was judged. */
#ifndef HARNESS_COMMAND_JUDGED_PRINT_H
#define HARNESS_COMMAND_JUDGED_PRINT_H

#include "stage/judge_files.h"

/* Prints the verdict, a line for each case and group, and what was kept of the first case that failed. */
int judged_file_print(const struct judged_file *file, struct err *err);

#endif
