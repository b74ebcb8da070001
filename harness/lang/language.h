/* SPDX-License-Identifier: MIT */
/* The languages: how each is recognised, compiled and run. A table; see language.c. */
#ifndef HARNESS_LANG_LANGUAGE_H
#define HARNESS_LANG_LANGUAGE_H

#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

struct language {
    const char *name;           /* as it appears in reports: "c", "cpp", "python3" */
    const char *title;          /* for people: "C (gcc, gnu17)" */
    const char *const *aliases; /* other names a candidate may give; lower case, NULL-terminated */
    const char *const *extensions;
    const char *source_name;    /* what the source is called in the work directory */
    const char *const *compile; /* argv; a non-zero exit is a compile error */
    const char *check;          /* a script of ours that the command runs, its last word; or NULL */
    enum profile compile_profile;
    const char *product;    /* what compiling makes, or NULL when the source itself is run */
    const char *const *run; /* argv; run[0] is what the program sees as its name */
    enum profile run_profile;
    bool optional;            /* where it is not installed, it is not known either */
    bytes_t memory_allowance; /* for the interpreter itself, on top of the problem's limit */
    bool precompiles;         /* a precompiled header may stand for the source's first lines */
    /* Finds the first error in the log of `compile`; true when the same source gives it again. */
    bool (*first_error)(const char *log, const char *source_name, char *out, size_t size);
    /* False where the product may depend on more than the source; NULL: outcomes are not kept. */
    bool (*is_reproducible)(const char *source, size_t length);
    /*
     * The modules that an interpreter which waits in the cell (struct run_request) should have
     * loaded; NULL: none waits.
     */
    void (*find_modules)(const char *source, size_t length, char *out);
};

/* By the name a candidate gives ("C++17", "python3", …; case does not matter), or NULL. */
const struct language *language_by_name(const char *name);

/* By a file name's extension ("sol.cc"), or NULL. */
const struct language *language_by_file(const char *file_name);

/* All of them, ended by NULL; for help and `winnow doctor`. */
const struct language *language_at(size_t i);

#endif
