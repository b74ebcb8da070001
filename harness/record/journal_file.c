/* SPDX-License-Identifier: MIT */
#include "record/journal_file.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

/*
 * The lock is on the directory, and not on the journal, so that it holds while a journal is removed.
 * SQLite's own lock is against other programs, which may want to look into the database.
 */
static int lock_dir(struct journal_file *file, const char *dir, struct err *err)
{
    file->dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file->dir_fd < 0)
        return err_sys(err, ERR_INPUT, "%s", dir);
    if (flock(file->dir_fd, LOCK_EX | LOCK_NB) == 0)
        return 0;
    return errno == EWOULDBLOCK
               ? err_set(err, ERR_INPUT, "%s: another winnow is at work there", dir)
               : err_sys(err, ERR_INPUT, "%s: cannot be locked", dir);
}

/* Removes the database and what a kill may leave beside it. */
int journal_file_remove(const struct journal_file *file, struct err *err)
{
    static const char *const names[] = {"journal.db-wal", "journal.db-journal", "journal.db"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (unlinkat(file->dir_fd, names[i], 0) < 0 && errno != ENOENT)
            return err_sys(err, ERR_INPUT, "%s: cannot remove %s", file->path, names[i]);
    return 0;
}

/* 1: a journal of ours, whose pages can all be read and hold what the schema allows; 0: empty. */
static int check_database(const struct journal_file *file, const struct journal_kind *kind,
                          struct err *err)
{
    struct sqlite3_stmt *rows;
    int64_t id, version;
    const char *damage;
    int rc = -1;

    if (database_query(file->db,
                       "SELECT application_id, user_version, quick_check,"
                       " (SELECT count(*) FROM sqlite_schema) FROM"
                       " pragma_application_id, pragma_user_version, pragma_quick_check(1)",
                       NO_VALUES, &rows, err) < 0)
        return -1;
    id = database_number(rows, 0);
    version = database_number(rows, 1);
    damage = database_text(rows, 2);
    if (id == 0 && database_number(rows, 3) == 0)
        rc = 0;
    else if (id != kind->application_id)
        err_set(err, ERR_INPUT, "%s: it is not a journal of %s's", file->path, kind->command);
    else if (version != kind->schema_version)
        err_set(err, ERR_INPUT, "%s: it has schema version %" PRId64 "; this winnow has %d",
                file->path, version, kind->schema_version);
    else if (strcmp(damage, "ok") != 0)
        err_set(err, ERR_INPUT, "%s: the journal was damaged: %s", file->path, damage);
    else
        rc = 1;
    database_end(rows);
    return rc;
}

int journal_file_refuse(struct err *err, const struct err *cause, const char *remedy)
{
    return err_set(err, cause->kind, cause->kind == ERR_INPUT ? "%s (%s)" : "%s", cause->msg,
                   remedy);
}

/* SQLite would follow a link, and wait at a pipe. */
static int check_file_type(const struct journal_file *file, struct err *err)
{
    struct stat st;

    if (fstatat(file->dir_fd, "journal.db", &st, AT_SYMLINK_NOFOLLOW) < 0 || S_ISREG(st.st_mode))
        return 0;
    return err_set(err, ERR_INPUT, "%s: not a regular file", file->path);
}

static int open_database(struct journal_file *file, const struct journal_kind *kind,
                         struct err *err)
{
    struct err cause;
    int rc;

    if (database_open(&file->db, file->path, &cause) < 0)
        return journal_file_refuse(err, &cause,
                                   "it is not a journal of winnow's, or another program uses it");
    rc = check_database(file, kind, &cause);
    return rc < 0 ? journal_file_refuse(err, &cause, JOURNAL_ANOTHER_DIR) : rc;
}

int journal_file_open(struct journal_file *file, const char *dir, const struct journal_kind *kind,
                      bool fresh, struct err *err)
{
    int rc = -1;

    *file = (struct journal_file){.path = file_join(dir, "journal.db"), .dir_fd = -1};
    if (!file->path)
        err_set(err, ERR_JUDGE, "out of memory");
    else if (lock_dir(file, dir, err) == 0 && check_file_type(file, err) == 0 &&
             (!fresh || journal_file_remove(file, err) == 0))
        rc = open_database(file, kind, err);
    if (rc < 0)
        journal_file_close(file);
    return rc;
}

void journal_file_close(struct journal_file *file)
{
    database_close(file->db);
    if (file->dir_fd >= 0)
        close(file->dir_fd); /* which ends the lock */
    free(file->path);
    *file = (struct journal_file){.dir_fd = -1};
}
