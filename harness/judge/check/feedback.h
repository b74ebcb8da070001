/* SPDX-License-Identifier: MIT */
/*
 * The feedback directory of an output validator (problem package format, "Reporting additional
 * feedback"). Whoever wrote the validator chose what is in it: regular files only, without following
 * links, and no more bytes than are wanted.
 */
#ifndef HARNESS_JUDGE_CHECK_FEEDBACK_H
#define HARNESS_JUDGE_CHECK_FEEDBACK_H

#include "winnow/err.h"
#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

#define FEEDBACK_DIRECTORY "feedback"

/* Whether there is a regular file of that name. */
bool feedback_has(int dir, const char *name);

/* Opens a regular file for reading, or -1. The caller closes it. */
int feedback_open(int dir, const char *name);

/* A sealed memfd with a copy of the regular file, or -1: larger than `most`, or not to be read. */
int feedback_copy(int dir, const char *name, bytes_t most, struct err *err);

enum { FEEDBACK_FILES_MAX = 16, FEEDBACK_KEPT_MAX = 16 * MIB };

/* What a validator left, to be there again in the next pass; all is owned. */
struct feedback_kept {
    struct run_file files[FEEDBACK_FILES_MAX]; /* "feedback/NAME" */
    size_t count;
};

/*
 * Copies the directory's regular files but `except` (names that fit, no directories), replacing what
 * was kept. ERR_JUDGE: too many, or one larger than 16 MiB.
 */
int feedback_keep(struct feedback_kept *kept, int dir, const char *except, struct err *err);

/*
 * Whether the validator that accepted asks for another pass: 1 with its input in *fd, a sealed memfd, and
 * all other files kept; 0; -1.
 */
int feedback_next_pass(struct feedback_kept *kept, int dir, int *fd, struct err *err);
void feedback_forget(struct feedback_kept *kept);

/* Fills `out` with the file's first line that is not empty, cut to its size; "" when there is none. */
void feedback_line(int dir, const char *name, char *out, size_t size);

/*
 * The beginnings of judgemessage.txt and teammessage.txt, each below its name. The caller frees it. NULL: there is
 * no more in them than one line, or memory has run out.
 */
char *feedback_messages(int dir);

#endif
