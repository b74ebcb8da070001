/* SPDX-License-Identifier: MIT */
/*
 * The compile cache on disk, shared by runs and by winnows: programs and compile errors, under a key
 * made of everything that decides them, and files that make compiles cheap (made_file.h). No failure of the cache is a
 * failure of a build: an entry that cannot be read is built, and the first one that cannot be
 * written causes the only warning.
 */
#ifndef HARNESS_LANG_COMPILE_BUILD_CACHE_H
#define HARNESS_LANG_COMPILE_BUILD_CACHE_H

#include "lang/gcc/headers.h"
#include "lang/gcc/prelinked.h"
#include "lang/program.h"

struct build_cache;

struct build_cache_options {
    const char *dir;
    bytes_t cap;
    bool shows_dirs; /* from sandbox_describe; false: no precompiled headers and archives */
    /* Called at the first failure to write, with the reason. */
    void (*warn)(void *context, const char *words);
    void *context;
};

/* Everything that decides the outcome of a build, besides the toolchain. */
struct build_inputs {
    const struct language *language;
    const char *source_name;
    const char *source;
    size_t length;
    nsec_t cpu; /* limits, which a compile may exceed */
    bytes_t memory;
    const struct run_file *more; /* files beside the source */
    size_t more_count;
};

/* Opens the cache in options->dir. The pool is borrowed; its compile cells mount those files. */
int build_cache_open(struct build_cache **out, const struct build_cache_options *options,
                     struct job_pool *pool, struct err *err);
void build_cache_close(struct build_cache *cache); /* takes NULL; the pool must be closed */

/*
 * The key under which a build's outcome is kept. False: it must not be kept, because nothing is
 * compiled, or because the source may depend on the time or on this machine.
 */
bool build_cache_key(struct build_cache *cache, const struct build_inputs *inputs,
                     struct hash128 *key);

/*
 * Looks up the outcome of a build. 1: *program_fd is a sealed memfd that the caller closes, or -1
 * with the compiler's error in `detail`. 0: there is no entry.
 */
int build_cache_find(struct build_cache *cache, struct hash128 key, int *program_fd, char *detail,
                     size_t size);

/* Keeps a program, or (program_fd -1) the compiler's error. */
void build_cache_keep(struct build_cache *cache, struct hash128 key, int program_fd,
                      const char *detail);

/* The precompiled headers; NULL: the sandbox or the toolchain does not allow them. */
struct headers *build_cache_headers(struct build_cache *cache);

/* The steps of a driver's; NULL: the same. */
struct driver *build_cache_driver(struct build_cache *cache);

/* The libraries linked beforehand; NULL: the same. */
struct prelinked *build_cache_prelinked(struct build_cache *cache);

/*
 * The path in compile cells of the archive of this compiler's classes; NULL: there is none (yet). Each call counts as a
 * compile; when there have been enough of them, the archive is made.
 */
const char *build_cache_archive(struct build_cache *cache, const struct language *language);

/* A program was made only without it: this process uses it no longer. */
void build_cache_drop_archive(struct build_cache *cache, const struct language *language);

#endif
