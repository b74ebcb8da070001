/* SPDX-License-Identifier: MIT */
/*
 * A package in a zip archive (.zip, .kpp). It is unpacked below $TMPDIR or /tmp, in a directory that is
 * removed with the problem; those of winnows that were killed are removed by the next one. The archive is
 * a stranger's: no entry leaves the directory, no link is made, and the sizes have caps that are
 * enforced on what really comes out.
 */
#ifndef HARNESS_PROBLEM_LAYOUT_ARCHIVE_H
#define HARNESS_PROBLEM_LAYOUT_ARCHIVE_H

#include "winnow/err.h"

#include <stdbool.h>

struct archive_place {
    char *top;     /* the directory to be removed; owned */
    char *package; /* the package in it; owned */
    int lock;      /* held as long as the directory is in use; or -1 */
};

/* By the first bytes of the file. */
bool archive_is(const char *path);

/* Whether it is an archive with problem.yaml or problem.xml at its root, or in a directory there. */
bool archive_has_package(const char *path);

/*
 * Unpacks the archive. The package is its root, or the only directory in it. Errors are ERR_INPUT and
 * name archive and entry.
 */
int archive_unpack(struct archive_place *out, const char *path, struct err *err);
void archive_remove(struct archive_place *place); /* takes a zeroed one */

#endif
