/* SPDX-License-Identifier: MIT */
/*
 * Programs that bring the scripts to build and to run them: a directory with `build`, `run` or both
 * (problem package format, "Programs"). `build` runs in a copy of the directory, where there must be a
 * `run` afterwards. All of the directory is then kept as one archive, unpacked beside each run.
 */
#ifndef HARNESS_LANG_SCRIPTS_H
#define HARNESS_LANG_SCRIPTS_H

#include "lang/language.h"

/* Not in the table of languages: candidates cannot choose it. Its source is empty. */
extern const struct language language_scripts;

/* The word of its `run` that is the command, and what it is for a start in a directory beside the program's files. */
enum { SCRIPTS_RUN_WORD = 2 };
extern const char scripts_run_elsewhere[];

/* The directory in which `build` runs: the names of all files of the program begin with it. */
#define SCRIPTS_DIRECTORY "package"

#endif
