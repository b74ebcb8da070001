/* SPDX-License-Identifier: MIT */
/*
 * Shared by the files of this room; other rooms include reader.h. The functions that
 * make a candidate return 1 with *out filled (except its index), 0 with *complaint filled, or -1 with
 * err for our own failure.
 */
#ifndef HARNESS_CANDIDATE_POOL_H
#define HARNESS_CANDIDATE_POOL_H

#include "candidate/complaint.h"
#include "candidate/reader.h"
#include "winnow/candidate.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

struct pool_line; /* one JSON object, of one candidate or, with a source key, of several */

/*
 * Reads the object and finds its sources; text, id and key are borrowed. `id` is that of candidates
 * without an id of their own. *out is filled with 1; free it with pool_line_free.
 */
int pool_line_open(struct pool_line **out, const char *text, size_t len, const char *id,
                   const struct reader_options *options, struct complaint *complaint,
                   struct err *err);

/*
 * The next of its candidates; after the last one *ended is set and 0 returned. With 1 *complaint is
 * filled too (VALUE_LOST) if a value could not be kept; else its sentence is "".
 */
int pool_line_next(struct pool_line *line, struct candidate *out, bool *ended,
                   struct complaint *complaint, struct err *err);
void pool_line_free(struct pool_line *line); /* takes NULL */

/* The candidate in an open regular file; the extension of `name` is its language. */
int pool_file(int fd, const char *name, const char *id, size_t code_limit, struct candidate *out,
              struct complaint *complaint, struct err *err);

/* Opens the file `name` below `dir` if it is a regular one: 1 with *fd, or 0. */
int pool_file_open(int dir, const char *name, int *fd, struct complaint *complaint);

/*
 * Takes the source out of its fenced block, if it is in one, and gives the candidate the language
 * that is named there, if it has none. Then 1 or 0 as above: whether length and content can be taken.
 */
int pool_take_source(struct candidate *candidate, size_t code_limit, struct complaint *complaint,
                     struct err *err);

/* Whether the name is that of a file of JSON, compressed or not: "a.jsonl.gz". */
bool pool_is_json(const char *name);

/* What the file seems to be that begins with these bytes: "a JSON array", "CSV …". */
const char *pool_look(const char *name, const char *bytes, size_t n);

/* What a file's first bytes say it is, when winnow does not read that: "a Parquet file"; or NULL. */
const char *pool_foreign(const char *bytes, size_t n);

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
