/* SPDX-License-Identifier: MIT */
/*
 * Shared by the files of this room; other rooms include reader.h. The functions that
 * make a candidate return 1 with *out filled (except its index), 0 with *complaint filled, or -1 with
 * err for our own failure.
 */
#ifndef HARNESS_CANDIDATE_POOL_H
#define HARNESS_CANDIDATE_POOL_H

#include "candidate/complaint.h"
#include "winnow/candidate.h"
#include "winnow/err.h"

#include <stddef.h>
#include <stdint.h>

/*
 * The candidate on one JSONL line; `number` is its id if it has none of its own. With 1 *complaint
 * is filled too (VALUE_LOST) if a value could not be kept; else its sentence is "".
 */
int pool_line(const char *line, size_t len, uint64_t number, size_t code_limit,
              struct candidate *out, struct complaint *complaint, struct err *err);

/* The candidate in an open regular file; `name` is its id, and its extension is its language. */
int pool_file(int fd, const char *name, size_t code_limit, struct candidate *out,
              struct complaint *complaint, struct err *err);

/* The same for the file `name` below the directory `dir`, which need not be a regular one. */
int pool_file_at(int dir, const char *name, size_t code_limit, struct candidate *out,
                 struct complaint *complaint, struct err *err);

/* Whether the source's length and content can be taken; as above, 1 or 0. */
int pool_check_source(const char *source, size_t len, size_t code_limit,
                      struct complaint *complaint);

/* The part of a name after its last dot, or NULL: for ".x", "x." and "x". */
const char *pool_extension(const char *name);

/* An entry of a directory. */
struct pool_entry {
    char *path;    /* below the directory; owned */
    char *trouble; /* why a directory was not entered; owned. Else NULL */
};

struct pool_tree {
    struct pool_entry *entries; /* sorted by the paths' bytes */
    size_t count;
};

/*
 * Lists everything below `dir` that is not a directory, and the directories that could not be entered. Names
 * that begin with a dot are left out. Fails when `dir` itself cannot be read.
 */
int pool_tree_read(struct pool_tree *tree, int dir, struct err *err);
void pool_tree_release(struct pool_tree *tree);

#endif
