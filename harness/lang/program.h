/* SPDX-License-Identifier: MIT */
/* A program that is ready to run: an executable, or a source with its interpreter. */
#ifndef HARNESS_LANG_PROGRAM_H
#define HARNESS_LANG_PROGRAM_H

#include "lang/language.h"
#include "lang/python/modules.h"
#include "winnow/err.h"

enum { PROGRAM_ARGS_MAX = 24, PROGRAM_FILES_MAX = 100, PROGRAM_WORDS_MAX = 32 };

struct program {
    const struct language *language; /* NULL: no program here */
    int fd; /* the executable, or the interpreter's source file; sealed or unlinked, read-only */
    char modules[PYTHON_MODULES_MAX]; /* to be loaded in an interpreter that waits for it */
    struct run_file *files;           /* that it needs beside it when it runs; owned, or NULL */
    size_t file_count;
};

/* What a request borrows: keep it until cell_start has returned. */
struct program_call {
    const char *argv[PROGRAM_ARGS_MAX + PROGRAM_WORDS_MAX];
    char words[512];   /* those of its own words that name a limit */
    char own_file[64]; /* the word for its file, where it starts in another directory */
    struct run_file files[PROGRAM_FILES_MAX];
};

void program_release(struct program *program); /* takes a zeroed one */

/*
 * Fills the request's program, arguments and files; its limits are set already. `args` (NULL-terminated
 * or NULL) is appended.
 */
void program_fill(const struct program *program, const char *const *args, struct program_call *call,
                  struct run_request *request);

/*
 * The request, which program_fill has filled, starts in this directory (of one name) below the work directory: the
 * program's own files are not there.
 */
void program_start_in(const struct program *program, const char *directory,
                      struct program_call *call, struct run_request *request);

/* Gives the program files to have beside it; names and contents are copied. */
int program_add_files(struct program *program, const struct run_file *files, size_t count,
                      struct err *err);

/* A program that is built already, once more: with descriptors of its own. */
int program_share(struct program *out, const struct program *from, struct err *err);

/* Adds files to a request that program_fill has filled. -1: too many. */
int program_call_add(struct program_call *call, struct run_request *request,
                     const struct run_file *files, size_t count, struct err *err);

/* Fills `modules`, if such a program's interpreter may wait; else, or where it fails, there are none. */
void program_find_modules(struct program *program);

/* Frees the names and closes the descriptors of files that own both; not the array itself. */
void run_files_release(struct run_file *files, size_t count);

/*
 * Moves the program from memory to an unlinked file on disk, for programs that are kept by the
 * thousand. Where that file could not be executed (a noexec mount), it stays in memory.
 */
int program_to_disk(struct program *program, struct err *err);

#endif
