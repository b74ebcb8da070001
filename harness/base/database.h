/* SPDX-License-Identifier: MIT */
/*
 * SQLite databases of which one process at a time has the use. The only file that includes SQLite is
 * database.c.
 *
 * A statement outside BEGIN and COMMIT is a transaction of its own. It is in the write-ahead log
 * when it has run, so that SIGKILL cannot lose it. The log is synced only when it is copied into the
 * database (https://sqlite.org/wal.html, "synchronous=NORMAL"): a power failure may lose the last
 * transactions, and leaves a sound database.
 *
 * Errors name the file. They are ERR_JUDGE for memory, input and output, and a constraint that a
 * statement violates, and ERR_INPUT for what the user can mend: a file that is no database or is
 * damaged, or that another process has open.
 */
#ifndef HARNESS_BASE_DATABASE_H
#define HARNESS_BASE_DATABASE_H

#include "base/hash.h"
#include "winnow/err.h"

struct database;
struct sqlite3_stmt; /* the rows of a query */

/* A value for a '?' of a statement. */
struct database_value {
    enum { DATABASE_NUMBER, DATABASE_REAL, DATABASE_TEXT, DATABASE_HASH } kind;
    int64_t number;
    double real;
    const char *text;    /* NULL is NULL; borrowed until the statement has run */
    struct hash128 hash; /* 32 hexadecimal digits */
};

#define NUMBER(value) ((struct database_value){.kind = DATABASE_NUMBER, .number = (value)})
#define REAL(value)   ((struct database_value){.kind = DATABASE_REAL, .real = (value)})
#define TEXT(value)   ((struct database_value){.kind = DATABASE_TEXT, .text = (value)})
#define HASH(value)   ((struct database_value){.kind = DATABASE_HASH, .hash = (value)})

/* The values of a statement and their number: VALUES(NUMBER(1), TEXT("a")). */
#define VALUES(...)                                                                                \
    (const struct database_value[]){__VA_ARGS__},                                                  \
        sizeof((const struct database_value[]){__VA_ARGS__}) / sizeof(struct database_value)
#define NO_VALUES NULL, 0

/*
 * Opens the file, or makes an empty one, and locks it against other processes until it is closed.
 * What is written before database_accept is not synced at all: it is for a new database only.
 */
int database_open(struct database **out, const char *path, struct err *err);

/* Keeps the file: from here on a power failure cannot damage it, and database_close tidies it up. */
int database_accept(struct database *db, struct err *err);

/*
 * Takes NULL. Ends all queries. An accepted database becomes one file again, without a log; another
 * is left as it was.
 */
void database_close(struct database *db);

/* Runs statements that have neither a '?' nor rows. */
int database_script(struct database *db, const char *sql, struct err *err);

/*
 * Runs a statement. `sql` is a literal: the prepared statement is kept under its address, so a query
 * must have ended before it is made again. 1: *rows is at the first row; 0: there is none; -1: error.
 */
int database_query(struct database *db, const char *sql, const struct database_value *values,
                   size_t count, struct sqlite3_stmt **rows, struct err *err);

/* The next row: 1, 0 or -1. */
int database_next(struct database *db, struct sqlite3_stmt *rows, struct err *err);

/* Ends a query that may have rows left, which would keep the log from being shortened. */
void database_end(struct sqlite3_stmt *rows); /* takes NULL */

/* The same for a statement without rows: 0 or -1. */
int database_run(struct database *db, const char *sql, const struct database_value *values,
                 size_t count, struct err *err);

/* Columns of the row, from 0. A text is valid until the next row; "" for NULL. */
const char *database_text(struct sqlite3_stmt *rows, int column);
int64_t database_number(struct sqlite3_stmt *rows, int column);
double database_real(struct sqlite3_stmt *rows, int column); /* INFINITY for NULL */
bool database_hash(struct sqlite3_stmt *rows, int column,
                   struct hash128 *out); /* false: it is none */

#endif
