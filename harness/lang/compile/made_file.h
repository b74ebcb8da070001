/* SPDX-License-Identifier: MIT */
/*
 * Files that make compiles cheap: precompiled headers, libraries linked beforehand, archives of a compiler's classes, commands of a driver's. Each is made once on a host, in a
 * compile cell, kept on the store's shelf "headers", and read in later compiles through the read-only directory that compile
 * cells show. While one is being made, compiles go on without it.
 */
#ifndef HARNESS_LANG_COMPILE_MADE_FILE_H
#define HARNESS_LANG_COMPILE_MADE_FILE_H

#include "base/hash.h"
#include "base/store.h"
#include "pool/jobs.h"

#include <time.h>

#define MADE_FILES_SHELF "headers"

enum made_state { MADE_NOT_YET, MADE_UNDER_WAY, MADE_READY, MADE_USELESS };

struct made_file {
    enum made_state state;
    time_t touched;
    char entry[64];   /* in the store: "headers/KEY.h.gch" */
    char sighted[64]; /* in the store: "seen/KEY" */
    char refused[64]; /* the same: the compiler does not make it */
    char shown[64];   /* in the cell: "/cache/KEY.h.gch" */
};

/* How it is made: words and source are copied, the rest is borrowed until it is made. */
struct made_recipe {
    const char *const *argv; /* NULL-terminated */
    const char *source_name;
    const char *source;
    size_t length;
    const char *product;            /* the file in the work directory; NULL with is_log */
    bool is_log;                    /* what the command prints to stderr is kept */
    const char *const *environment; /* or NULL */
    bytes_t largest;                /* of the product */
};

/* What makes them, one at a time, so that candidates have the cells. */
struct file_maker;

/* Pool and store are borrowed. `warn` is called when a file cannot be kept, with the reason. */
int file_maker_open(struct file_maker **out, struct job_pool *pool, struct store *store,
                    void (*warn)(void *context, const char *why), void *context, struct err *err);
void file_maker_close(struct file_maker *maker); /* takes NULL; the pool must be closed */

/* Of what decides a file: the toolchain, the version of the way it is made, a command's words (or NULL). */
struct hash128 made_file_key(struct hash128 toolchain, const char *version,
                             const char *const *words);

/* Asks the store for the file of this key, whose name ends so (".h.gch"). */
void made_file_init(struct made_file *file, const struct file_maker *maker, struct hash128 key,
                    const char *ending);

/* Its path in the cell, or NULL: it is not ready. */
const char *made_file_shown(struct made_file *file, const struct file_maker *maker);

/* A descriptor of a file that is ready, whose first *length bytes are its content, or -1. */
int made_file_open(const struct made_file *file, const struct file_maker *maker, bytes_t *length);

/*
 * Counts a compile that it would make cheap. Whether to make it now: there have been so many of them, over all processes
 * and runs, and nothing else is under way.
 */
bool made_file_is_due(const struct made_file *file, const struct file_maker *maker,
                      unsigned enough);

/* Begins to make it. The file stays where it is until the maker is closed. */
void made_file_begin(struct made_file *file, struct file_maker *maker,
                     const struct made_recipe *recipe);

#endif
