/* SPDX-License-Identifier: MIT */
/* The languages: how each is recognised, compiled and run. A table; see language.c. */
#ifndef HARNESS_LANG_LANGUAGE_H
#define HARNESS_LANG_LANGUAGE_H

#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

struct language {
    const char *name;  /* as it appears in reports: "c", "cpp", "python3" */
    const char *title; /* for people: "C (gcc, gnu17)" */
    const char *const *extensions;
    const char *source_name;    /* what the source is called in the work directory */
    const char *const *compile; /* argv; a non-zero exit is a compile error */
    const char *check;          /* a script of ours that the command runs, its last word; or NULL */
    enum profile compile_profile;
    enum profile run_profile;
    const char *product;    /* what compiling makes, or NULL when the source itself is run */
    bool product_is_data;   /* it is not executed: `run` reads it under its name */
    const char *const *run; /* argv; run[0] is what the program sees as its name */
    bool optional;          /* where it is not installed, it is not found by name */
    bool precompiles;       /* a precompiled header may stand for the source's first lines */
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

/*
 * By the name a candidate gives, or NULL: see language_name.h. A version that the language has had
 * does not matter: each language has one compiler here.
 */
const struct language *language_by_name(const char *name);

/* The same for a language that is known but not installed here. Its package is its name. */
const struct language *language_not_installed(const char *name);

/* A text that is its own output: for problems where the submission is the answer. Name "text". */
extern const struct language language_text;

/* A sentence about a name that language_by_name does not find. */
void language_refusal(const char *name, char *out, size_t size);

/* By a file name's extension ("sol.cc", "SOL.CPP"), or NULL. ".C" is C++, as it is for g++. */
const struct language *language_by_file(const char *file_name);

/* What a file's extension says it is, if that is source code that is not run here; else NULL. */
const char *language_not_run(const char *file_name);

/* All of them, ended by NULL; for help and `winnow doctor`. */
const struct language *language_at(size_t i);

#endif
