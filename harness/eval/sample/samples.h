/* SPDX-License-Identifier: MIT */
/*
 * Sample files: JSON lines, also compressed, one sample a line: {"task_id", "completion" or "solution", …}. A
 * completion ("generation", "response", "output") follows the task's prompt, a solution (or "code") is a whole program; "question_id" and "problem_id" are
 * taken for "task_id", and a list under "code_list" is several samples. They are read twice: to judge the samples,
 * and to write the results in their order. What is no regular file is copied to one first.
 */
#ifndef HARNESS_EVAL_SAMPLE_SAMPLES_H
#define HARNESS_EVAL_SAMPLE_SAMPLES_H

#include "base/hash.h"
#include "base/json/json.h"
#include "base/remark.h"
#include "eval/suite/suite.h"

#include <stdbool.h>

struct sample {
    const struct json_members *row; /* valid until the next one is read */
    char *task_id, *text;           /* likewise */
    char *language;                 /* likewise; or NULL: it names none */
    bool whole;                     /* text is a solution */
    bool by_place;                  /* an array's place names its task, as in bigcode's files */
    size_t file;                    /* the number of its file */
};

struct samples;

/*
 * The paths are borrowed; "-" is stdin, a directory is one of sample_folder.h. Of the suite, borrowed too, are the ids of
 * tasks that are named in another way: by a folder, by their prompt (CodeT: "prompt", "samples", a list of completions), or
 * by their place (bigcode's generations.json: an array of arrays of programs). Remarks name the first lines that are no samples.
 */
int samples_open(struct samples **out, const char *const *paths, size_t count,
                 const struct suite *suite, const struct remarks *remarks, struct err *err);
void samples_close(struct samples *samples); /* takes NULL */

/* 1, or 0 after the last one, or -1: ERR_INPUT, where a file ends before it should. */
int samples_next(struct samples *samples, struct sample *sample, struct err *err);

/* From the beginning again, without remarks. */
void samples_rewind(struct samples *samples);

/* "FILE:LINE" of the sample given out last; valid until the next one. */
const char *samples_where(const struct samples *samples);

/* Of the bytes of all files, compressed as they are. */
int samples_hash(const struct samples *samples, struct hash128 *out, struct err *err);

size_t samples_skipped(const struct samples *samples); /* lines that are no samples */
double
samples_fraction(const struct samples *samples); /* of the file under way; negative: unknown */

#endif
