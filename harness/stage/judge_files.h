/* SPDX-License-Identifier: MIT */
/* Source files judged on a problem's tests, all at once: for `winnow judge` and `winnow verify`. */
#ifndef HARNESS_STAGE_JUDGE_FILES_H
#define HARNESS_STAGE_JUDGE_FILES_H

#include "stage/session.h"
#include "judge/trial.h"

struct judged {
    const char *path; /* borrowed */
    struct trial trial;
    bool started; /* false: it could not be taken, and there is no trial */
};

/*
 * Judges the files on `cases`. One that cannot be read, is too long, or whose language is unknown,
 * is told of and not started; when it is the only one, it is an ERR_INPUT. *out is an array of
 * `count`, given back with judged_free.
 */
int judge_files(struct judged **out, struct session *session, const struct cases *cases,
                const char *const *paths, size_t count, bool all_cases, struct err *err);
void judged_free(struct judged *list, size_t count);

#endif
