/* SPDX-License-Identifier: MIT */
/*
 * Making a program of a source: one job in a compile cell, or none where the build_cache has the
 * outcome. With a precompiled header for the source's preamble it may take two: where the compiler
 * rejects the source under the header, it compiles it again without, and that outcome counts. C takes a job for each of
 * the driver's steps, and where one of them fails another, the whole command.
 */
#ifndef HARNESS_LANG_COMPILE_BUILD_H
#define HARNESS_LANG_COMPILE_BUILD_H

#include "pool/jobs.h"
#include "lang/compile/build_cache.h"
#include "lang/java/archive.h"
#include "lang/program.h"

enum { BUILD_FILES_MAX = 90, BUILD_WORDS_MAX = 64 };

/*
 * Files that belong to a program beside its main source: headers, modules, further sources. Those that
 * are sources of the same language are compiled with it.
 */
struct build_files {
    struct run_file list[BUILD_FILES_MAX]; /* names and sealed memfds; borrowed until done */
    size_t count;
};

/* What is put beside every source of a language. */
struct language_files {
    const struct language *language;
    struct build_files files;
};

enum build_status {
    BUILD_OK,
    BUILD_REJECTED, /* the compiler said no, or exceeded a limit: the source's fault */
    BUILD_FAILED,   /* our own failure */
};

/*
 * A product or a compiler's temporary file may be this large. An array with an initialiser is in the
 * file; the object file and the program must both fit into a compile cell's work directory.
 */
#define BUILD_FILE_MAX (256 * MIB)

enum build_step { STEP_WHOLE, STEP_COMPILE, STEP_ASSEMBLE, STEP_LINK };

struct build_limits {
    nsec_t cpu;
    bytes_t memory;
};

struct build {
    struct job job; /* first: the pool's */
    const struct language *language;
    struct build_limits limits;
    int source_fd;                              /* a sealed memfd; owned */
    struct run_file files[2 + BUILD_FILES_MAX]; /* the source, the language's own script, more */
    const struct build_files *more;             /* or NULL */
    char source_name[64];                       /* of the main source in the cell */
    const char *argv[BUILD_WORDS_MAX + 1];      /* the command */
    int script_fd;                              /* the language's script, or -1 */
    struct job_pool *pool;
    struct build_cache *cache;         /* or NULL */
    struct hash128 key;                /* in the cache, if has_key */
    bool has_key, looked_up, is_known; /* is_known: the cache had the outcome */
    struct header_use header;
    enum build_step step;
    const struct driver_steps *steps;
    struct driver_compile compile; /* STEP_COMPILE */
    int step_fd;  /* later steps: what the one before has made; a sealed memfd, owned, or -1 */
    nsec_t spent; /* the same: CPU time of those before */
    const char *link_argv[DRIVER_WORDS_MAX + 1];
    const char
        *doubted; /* the precompiled header that this build failed with and goes on without */
    bool lasting; /* BUILD_REJECTED: it would be again */
    bool
        limited; /* BUILD_REJECTED: by a limit or a crash of the compiler's, not by its word about the source */
    bool other_linker;                     /* the command names a faster one */
    char archive_option[ARCHIVE_WORD_MAX]; /* the same for an archive; "": none */
    bool archive_doubted;                  /* the build failed with it and goes on without */
    bool plain; /* without these: the build failed with one, or the caller wants none */
    /* Called once, from the pool; the struct may be freed from within. */
    void (*done)(struct build *build);
    /* Filled when done is called: */
    enum build_status status;
    struct program program; /* BUILD_OK: to be taken over, or given back by build_release */
    char detail[240];       /* BUILD_REJECTED: the compiler's first error, in one line */
    struct err err;         /* BUILD_FAILED */
};

/*
 * Starts to build. The caller keeps `build` (zeroed before) in place until done, and has set no
 * field but `more` and `plain`; the source is copied, pool and cache (or NULL) are borrowed. Returns -1 when it could
 * not even be started.
 */
int build_start(struct build *build, struct job_pool *pool, struct build_cache *cache,
                const struct language *language, const char *source, size_t length,
                struct build_limits limits, void (*done)(struct build *), struct err *err);

/*
 * The program of a source whose check can wait (language.h), which nothing has looked at yet; `more` may be
 * NULL. Give back with program_release.
 */
int build_unchecked(struct program *out, const struct language *language, const char *source,
                    size_t length, const struct build_files *more, struct err *err);

/* What the main source is called in its cell. */
void build_source_name(const struct language *language, const char *source, size_t length,
                       char *out, size_t size);

/*
 * The words of a compiler's command without its -O2, as the benchmarks' own tools compile: what is undefined shows as
 * there. Returns how many; NULL follows.
 */
size_t build_unoptimised(const struct language *language, const char *out[BUILD_WORDS_MAX + 1]);

nsec_t build_cpu_limit(const struct build *build); /* of all its steps together */

void build_release(struct build *build); /* frees what it owns; takes a zeroed one */

#endif
