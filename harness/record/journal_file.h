/* SPDX-License-Identifier: MIT */
/*
 * DIR/journal.db as a file: whose it is, whether it is sound, and that one winnow at a time has it. What is in it
 * is journal.h for `winnow run`, eval/outcome_log.h for `winnow eval`.
 */
#ifndef HARNESS_RECORD_JOURNAL_FILE_H
#define HARNESS_RECORD_JOURNAL_FILE_H

#include "base/database.h"

#include <stdbool.h>

/* SQLite's numbers for the kind of file, by which the journals of two commands are told apart. */
struct journal_kind {
    const char *command; /* whose it is: "winnow" */
    int application_id, schema_version;
};

struct journal_file {
    char *path;
    int dir_fd; /* locked; -1: not opened */
    struct database *db;
};

/*
 * Opens the journal in the directory, which exists. 1: it is one of this kind, whose pages can all be read; 0: it is
 * new, and the caller makes its tables, then calls database_accept. -1: ERR_INPUT, with what the user can do, when
 * another winnow is at work in DIR, or it is not of this kind or damaged; then it stays as it is, unless `fresh`: that
 * begins anew.
 */
int journal_file_open(struct journal_file *file, const char *dir, const struct journal_kind *kind,
                      bool fresh, struct err *err);

int journal_file_remove(const struct journal_file *file, struct err *err);
void journal_file_close(struct journal_file *file); /* takes one whose dir_fd is -1 */

/* Fails as `cause` does, with what the user can do behind it if that is an ERR_INPUT. */
int journal_file_refuse(struct err *err, const struct err *cause, const char *remedy);

#define JOURNAL_ANOTHER_DIR "another -o DIR keeps it, --fresh begins anew"

#endif
