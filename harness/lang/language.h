/* SPDX-License-Identifier: MIT */
/*
 * The languages: how each is recognised, compiled and run. Tables (language_table.c, language_interpreters.c),
 * which languages.json may change before anything asks for a language.
 */
#ifndef HARNESS_LANG_LANGUAGE_H
#define HARNESS_LANG_LANGUAGE_H

#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stddef.h>

struct language {
    const char *name;   /* as it appears in reports: "c", "cpp", "python3" */
    const char *family; /* of one of its standards: the language ("cpp" of "cpp17"); or NULL */
    const char *title;  /* for people: "C (gcc, gnu17)" */
    const char *const *aliases; /* further words for it, or NULL; language_name.h has the grammar */
    const char *const *extensions;
    const char *package;          /* Debian's, of what it needs */
    const char *const *must_have; /* files without which it is not installed, beside the commands */
    const char *const *version;   /* a command whose first line of output tells it, or NULL */
    bool optional;                /* `winnow doctor` is content without it */
    bool of_user;                 /* languages.json has changed or added it */

    /* What the source is called in the work directory, unless `name_source` knows better. */
    const char *source_name;
    bool (*name_source)(const char *source, size_t length, char *out, size_t size);

    /*
     * argv of the compiler or checker, NULL where a source is run as it is. A non-zero exit is a
     * compile error.
     */
    const char *const *compile;
    /*
     * `compile` is a check alone, and a source that it refuses ends with an error before its first
     * statement: only a first run that fails needs the check.
     */
    bool check_can_wait;
    const char
        *script; /* a file of ours for the command: its last word before the sources; or NULL */
    enum profile compile_profile;
    unsigned compile_factor; /* of the problem's compile time; 0: 1 */
    const char *product;     /* what compiling makes, or NULL when the source itself is run */
    bool makes_classes;      /* the product is a directory of Java classes, which becomes a jar */
    bool precompiles;        /* a precompiled header may stand for the source's first lines */
    /*
     * A source from whose compile the JVM archives the classes that the compiler needs, for the word ARCHIVE
     * (java/archive.h); or NULL.
     */
    const char *archive_source;
    bool hash_comments; /* "#" begins a comment, not "//" */
    /* Finds the first error in the log of `compile`; true when the same source gives it again. */
    bool (*first_error)(const char *log, const char *source_name, char *out, size_t size);
    /*
     * Words that make the product depend on more than the source: a source with one of them is built
     * anew each time. NULL: no outcome is kept.
     */
    const char *const *not_kept;

    /*
     * argv; run[0] is what the program sees as its name: "./program" is the product itself. In a word
     * {memory} is the memory limit in MiB, {heap} what is left of it for a runtime's heap, {stack}
     * at most 1 GiB of it, {stack_kib} the same in KiB.
     */
    const char *const *run;
    enum profile run_profile;
    const char
        *not_at_basic;  /* what its runtime does that the level basic does not allow; or NULL */
    unsigned processes; /* and threads of the runtime, beside those of the program */
    /*
     * What a judge allows this language beside the problem's limits, which are multiplied first. Factors of 0
     * are 1. All of the table are neutral: packages' limits and labels mean the limits as they are.
     */
    double time_factor, memory_factor;
    unsigned time_extra_ms, memory_extra_mib;
    unsigned
        files_mib; /* a file that its runtime writes may be so large, whatever the output limit is */
    /* "NAME=VALUE" for compiler and program, beside the fixed environment; NULL: none. */
    const char *const *environment;
    const char *const
        *says_memory; /* on stderr of a program that fails: it was the memory; or NULL */
    /*
     * Directories and files of the host that compiler and programs need, beside /usr/bin and the
     * like (sandbox/inside/root.c); they are part of the compile cache's key. NULL: none.
     */
    const char *const *places;
    /*
     * The modules that an interpreter which waits in the cell (struct run_request) should have
     * loaded; NULL: none waits.
     */
    void (*find_modules)(const char *source, size_t length, char *out);
};

/* Words of `compile`: the main source and the further ones, or the main source alone; */
#define SOURCES     "{sources}"
#define MAIN_SOURCE "{source}"
/* gcc's options for a faster linker, or no word: gcc/gcc.h. */
#define LINKER "{linker}"
/* The JVM's option for an archive of the compiler's classes, or no word; the same as javac takes it. */
#define ARCHIVE       "{archive}"
#define JAVAC_ARCHIVE "{javac_archive}"

/* The file that the language's run command reads, or NULL: the product is executed itself. */
const char *language_run_file(const struct language *language);

/* Whether it is the language of that name, in whatever standard. */
bool language_is(const struct language *language, const char *name);

/* Whether a file of this name is a source of the language, in whatever standard. */
bool language_compiles(const struct language *language, const char *file_name);

/* What the problem package format calls it: "cpp" of cpp17, "python3" of pypy3. */
const char *language_code(const struct language *language);

/* Writes the name by which a program whose main source has this name is started: a file, or of Java and Kotlin a class. */
void language_entry_point(const struct language *language, const char *source_name, char *out,
                          size_t size);

/* The limits of a problem become those of this language. */
void language_extend(const struct language *language, nsec_t *time, bytes_t *memory);

/*
 * By the name a candidate gives, or NULL: see language_name.h. Of the versions in names only the standards of C
 * and C++ matter: each other language has one compiler here.
 */
const struct language *language_by_name(const char *name);

/* The same for a language that is known but not installed here. */
const struct language *language_not_installed(const char *name);

/* Whether its compiler and its interpreter are there. */
bool language_is_installed(const struct language *language);

/* The first file that it needs and that is not there, or NULL. */
const char *language_lacks(const struct language *language);

/* The path of its compiler, else of its interpreter; for people. */
const char *language_tool(const struct language *language);

/* Whether a language cannot run at the level in force; a sentence about it. */
bool language_level_refusal(const struct language *language, enum isolation level, char *out,
                            size_t size);

/* A sentence about a name that language_by_name does not find. */
void language_refusal(const char *name, char *out, size_t size);

/*
 * By a file name's extension ("sol.cc", "SOL.CPP"), installed or not, or NULL. ".C" is C++, as it is
 * for g++.
 */
const struct language *language_by_file(const char *file_name);

/* A sentence without the file's name, about one that language_by_file does not find or that is not installed. */
void language_file_refusal(const char *file_name, char *out, size_t size);

/* What a file's extension says it is, if that is source code that is not run here; else NULL. */
const char *language_not_run(const char *file_name);

/* All of them, ended by NULL: the table's, and those of languages.json (languages_file.h). */
const struct language *language_at(size_t i);

/* Those of the table alone, ended by NULL. */
const struct language *language_built_in(size_t i);

/* From now on language_at gives these, ended by NULL and borrowed; NULL: the table's. */
void language_replace_all(const struct language *const *all);

#endif
