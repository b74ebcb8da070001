/* SPDX-License-Identifier: MIT */
/*
 * The file behind a journal: a header line and lines that are only ever appended. Each is written
 * by one write(2) as soon as it is known, so that whatever kills us loses none; and without fsync,
 * as that would cost more than judging does, and power that fails loses a tail and no more.
 *
 * What may be wrong with the file when it is opened again:
 * - the last line is torn (it has no end, or cannot be read): dropped, and the file cut there;
 * - another line cannot be read: nothing of ours does that, so the file is refused, untouched.
 */
#ifndef HARNESS_HALL_JOURNAL_FILE_H
#define HARNESS_HALL_JOURNAL_FILE_H

#include "base/buf.h"
#include "winnow/err.h"

#include <stdbool.h>
#include <stddef.h>

/* What to do with the lines of a file that is there. Errors are put behind "FILE:LINE: ". */
struct journal_reader {
    int (*header)(void *context, const char *line, size_t len, struct err *err);
    /* *torn_if_last: the line cannot be read, which is forgiven when it is the last. */
    int (*line)(void *context, const char *line, size_t len, bool *torn_if_last, struct err *err);
    void *context;
};

/* The longest line describes the inputs that were made: some hundred bytes for each. */
#define JOURNAL_LINE_MAX ((size_t)64 << 20)

struct journal_file;

/*
 * Opens or makes the file and holds it against any other winnow (flock): ERR_INPUT when one has it.
 * A new one begins with `header` ('\n' included), one that is there is given to `reader` first;
 * `fresh` empties it instead.
 */
int journal_file_open(struct journal_file **out, const char *path, bool fresh,
                      const struct buf *header, const struct journal_reader *reader,
                      struct err *err);

/* Takes NULL. A file that has nothing but the header is removed: there is nothing to go on from. */
void journal_file_close(struct journal_file *file);

int journal_file_append(struct journal_file *file, const struct buf *line, struct err *err);

#endif
