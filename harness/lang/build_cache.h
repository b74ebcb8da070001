/* SPDX-License-Identifier: MIT */
/*
 * What builds remember on disk, for other runs and other winnows: programs and compile errors by
 * everything that they follow from, and precompiled headers. It is a gain or nothing: what cannot
 * be read is built, what cannot be written is forgotten, with one warning.
 */
#ifndef HARNESS_LANG_BUILD_CACHE_H
#define HARNESS_LANG_BUILD_CACHE_H

#include "lang/gcc/headers.h"
#include "lang/program.h"

struct build_cache;

struct build_cache_options {
    const char *dir;
    bytes_t cap;
    bool shows_dirs; /* the sandbox's: without it, no precompiled headers */
    /* Called once, with what is wrong and done without. */
    void (*warn)(void *context, const char *words);
    void *context;
};

/* What a build is decided by, besides the toolchain. */
struct build_inputs {
    const struct language *language;
    const char *source;
    size_t length;
    nsec_t cpu; /* the limits: they decide whether it ends at all */
    bytes_t memory;
};

/* Opens the cache in options->dir. The pool is borrowed; its compile cells will show the headers. */
int build_cache_open(struct build_cache **out, const struct build_cache_options *options,
                     struct job_pool *pool, struct err *err);
void build_cache_close(struct build_cache *cache); /* takes NULL; the pool must be closed */

/*
 * The key under which a build's outcome is kept. False when it is not to be kept: nothing is
 * compiled, or the source may look at the time or at this machine.
 */
bool build_cache_key(struct build_cache *cache, const struct build_inputs *inputs,
                     struct hash128 *key);

/*
 * What became of such a build: 1 with *program_fd (a sealed memfd, the caller's) or with the
 * compiler's error in `detail` and -1 in *program_fd; 0 when nothing is known.
 */
int build_cache_find(struct build_cache *cache, struct hash128 key, int *program_fd, char *detail,
                     size_t size);

/* Keeps a program, or (program_fd -1) the compiler's error. */
void build_cache_keep(struct build_cache *cache, struct hash128 key, int program_fd,
                      const char *detail);

/* The precompiled headers, or NULL where there can be none. */
struct headers *build_cache_headers(struct build_cache *cache);

#endif
