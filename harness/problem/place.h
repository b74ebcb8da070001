/* SPDX-License-Identifier: MIT */
/* What is at a path of the package, and which names count. */
#ifndef HARNESS_PROBLEM_PLACE_H
#define HARNESS_PROBLEM_PLACE_H

#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

enum place { PLACE_NONE, PLACE_FILE, PLACE_DIRECTORY, PLACE_OTHER };

/*
 * Looks at `path`, following symbolic links as long as they end inside `root` (a resolved path):
 * one that leads out of the package, or nowhere, is an ERR_INPUT.
 */
int place_look(const char *root, const char *path, enum place *out, struct err *err);

/* As place_look, and anything but a regular file is an ERR_INPUT. */
int place_need_file(const char *root, const char *path, struct err *err);

/* ^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}$: other names must be ignored (all versions). */
bool place_name_ok(const char *name);

/* The extension with its dot (".cpp"), or "" when there is none. */
const char *place_extension(const char *name);

/* A file for people to read, such as README.md: it may lie anywhere and is passed over. */
bool place_is_prose(const char *name);

bool place_has_suffix(const char *name, const char *suffix);

/* What a name says of a file that may belong to a program of the package. */
bool place_is_script(const char *name);  /* "build", "run": problem package format, "Programs" */
bool place_is_header(const char *name);  /* of C or C++ */
bool place_is_grammar(const char *name); /* of checktestdata */
bool place_is_foreign(const char *name); /* a source in a language that is not run here */

/* Whether it can make a program by itself: a source, run here or not, or a script. */
bool place_makes_program(const char *name);

#endif
