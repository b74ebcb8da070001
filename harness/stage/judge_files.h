/* SPDX-License-Identifier: MIT */
/* Sources judged on a problem's tests: for `winnow judge`, `verify` and the time limit. */
#ifndef HARNESS_STAGE_JUDGE_FILES_H
#define HARNESS_STAGE_JUDGE_FILES_H

#include "stage/session.h"

struct judged_file {
    /* Set by the caller, borrowed: */
    const char *path;             /* one source file, or a directory of them */
    const char *entrypoint;       /* the main file of a directory, or NULL */
    const char *as_language;      /* instead of what the name says, or NULL */
    const struct test_set *tests; /* what to judge it on */
    bool may_be_old; /* C++ that does not compile is taken for C++ of 2014: lang/README.md */
    /* Filled: */
    const struct language *language; /* by which it was judged: see --python */
    bool judged;                     /* false: the file could not be taken, */
    char trouble[JUDGEMENT_DETAIL];  /* and this is why */
    struct judgement judgement;
};

/*
 * In words, the language of a source that is not run here ("Java"); NULL: it can be judged. Of a directory
 * that is the first such language, if none of its files is in one that is run.
 */
const char *source_not_run(const struct problem *problem, const char *path,
                           const char *as_language);

/*
 * Judges the files. A source in Python 3 of a package is run by PyPy, and again by CPython if it fails there for
 * another reason than its answers or its time (settings->python can ask for one of the two). One that cannot be read,
 * is too long, or whose language is unknown is remarked on and not judged; when it is the only one, it is an
 * ERR_INPUT. judged_files_release gives back what was filled; the files can be judged again then.
 */
int judge_files(struct session *session, struct judged_file *files, size_t count, struct err *err);
void judged_files_release(struct judged_file *files, size_t count);

#endif
