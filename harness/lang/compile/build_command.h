/* SPDX-License-Identifier: MIT */
/* The words of a build's command: its row's, with the sources and with options for the shortcuts that there are. */
#ifndef HARNESS_LANG_COMPILE_BUILD_COMMAND_H
#define HARNESS_LANG_COMPILE_BUILD_COMMAND_H

#include "lang/compile/build.h"

/* Fills build->argv, with the names of the sources in it, and notes which shortcuts it takes. */
int build_command_fill(struct build *build, struct err *err);

/* Whether a word of a row stands for the source. */
bool build_command_is_source(const char *word);

#endif
