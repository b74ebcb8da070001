/* SPDX-License-Identifier: MIT */
/* Source files judged on a problem's tests: for `winnow judge` and `winnow verify`. */
#ifndef HARNESS_STAGE_JUDGE_FILES_H
#define HARNESS_STAGE_JUDGE_FILES_H

#include "stage/session.h"

struct judged_file {
    const char *path; /* borrowed */
    const struct language *language;
    bool judged; /* false: the file could not be taken */
    struct judgement judgement;
};

/*
 * Judges the files on the tests. A file that cannot be read, is too long, or whose language is unknown
 * is remarked on and not judged; when it is the only one, it is an ERR_INPUT. *out is an array of
 * `count`, given back with judged_files_free.
 */
int judge_files(struct judged_file **out, struct session *session, const struct test_set *tests,
                const char *const *paths, size_t count, struct err *err);
void judged_files_free(struct judged_file *list, size_t count);

#endif
