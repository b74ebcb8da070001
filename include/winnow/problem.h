/* SPDX-License-Identifier: MIT */
/*
 * A problem: its tests, limits and programs, as read from a package directory in the ICPC/Kattis
 * layout, or from a bare folder of *.in with *.ans or *.out. problem_load reads names and
 * metadata, problem_settle the beginnings of test data; all of it is read when it is used.
 */
#ifndef WINNOW_PROBLEM_H
#define WINNOW_PROBLEM_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>

/* How output is compared with the answer: the flags of the ICPC default output validator. */
struct compare_flags {
    bool case_sensitive;
    bool space_change_sensitive;
    bool float_mode;       /* at least one of the two tolerances was given */
    double float_absolute; /* < 0 when not given */
    double float_relative; /* < 0 when not given */
};

/* Test data in a file or, without a path, in memory. */
struct test_data {
    char *path;  /* or NULL; owned, as are the bytes */
    char *bytes; /* without a path; may be NULL when length is 0 */
    size_t length;
};

struct test_case {
    char *name; /* "sample/1", "secret/group1/07": the path below data/, without ".in" */
    struct test_data input, answer;
    struct named_file *files; /* beside the submission when it runs; owned */
    size_t file_count;
};

/* A program that comes with the package: a generator, an input validator, a submission. */
struct package_program {
    char *path;  /* one source file, or a directory of them; owned */
    char *name;  /* "accepted/sol.cpp" for submissions, else the file's name; owned */
    char *label; /* submissions: the directory ("accepted"), else NULL; owned */
};

/* A file that is put beside a program. */
struct named_file {
    char *path; /* owned */
    char *name; /* where it is put: "lib/tree.h"; owned */
};

/* A constant of problem.yaml: {{name}} stands for the value in sources of the package. */
struct constant {
    char *name, *value; /* owned */
};

enum { VALIDATORS_MAX = 10 }; /* output validators of one problem */

struct problem {
    char *name;      /* problem.yaml's name, else the directory's */
    char *dir;       /* as the user gave it */
    char *root;      /* the same, resolved: what no link of the package may leave */
    bool is_package; /* false for a bare folder */
    nsec_t time_limit;
    bool time_limit_given; /* false: the default of 2 s is in force */
    bytes_t memory_limit;
    bytes_t output_limit;
    bool output_limit_given; /* false: a default, which problem_settle may raise */
    bytes_t code_limit;      /* the longest source that is taken */
    nsec_t compile_time_limit;
    bytes_t compile_memory_limit;
    nsec_t validation_time_limit;
    bytes_t validation_memory_limit;
    struct compare_flags compare; /* where there are no output validators */
    struct package_program *output_validators;
    size_t output_validator_count;
    char **validator_args; /* their further arguments, NULL-terminated; one block, owned, or NULL */
    bytes_t validation_output_limit;
    bool interactive; /* the one output validator talks with the candidate */
    bool multi_pass;
    bool submit_answer;         /* a submission is its output (language_text) */
    unsigned validation_passes; /* runs of a case at most, where multi_pass */
    struct test_case *samples;
    size_t sample_count;
    struct test_case *secrets;
    size_t secret_count;
    struct package_program *generators;
    size_t generator_count;
    struct package_program *input_validators;
    size_t input_validator_count;
    struct package_program *submissions;
    size_t submission_count;
    struct constant *constants;
    size_t constant_count;
    struct archive_place *unpacked; /* where the archive lies unpacked, or NULL; owned */
    char **warnings; /* one sentence each: what was odd and how it was taken; owned */
    size_t warning_count;
};

/* What the user wants instead of the problem's own. */
struct problem_overrides {
    nsec_t time_limit; /* these three: 0 = the problem's */
    bytes_t memory_limit, output_limit;
    const char *float_tolerance; /* absolute and relative, a decimal number; or NULL */
};

/*
 * Loads the problem in directory `dir`. Errors are ERR_INPUT and name file and line. The caller
 * gives the problem back with problem_free.
 */
int problem_load(struct problem **out, const char *dir, struct err *err);

/*
 * The folder of the problem that the source belongs to, malloc'ed: the nearest one above it with
 * problem.yaml or data/, else the nearest above the working directory, else the source's own folder.
 */
int problem_find(char **out, const char *source, struct err *err);

/*
 * Applies what the user asked for, then looks at the files of all tests. An answer larger than the
 * output limit is an ERR_INPUT when the limit was stated, and raises a default; a file that cannot be
 * read or is larger than 1 GiB is an ERR_INPUT. Warnings: CR LF, byte order marks, empty answers,
 * inputs larger than the memory limit, a memory limit that is too small for interpreters.
 */
int problem_settle(struct problem *problem, const struct problem_overrides *asked, struct err *err);
void problem_free(struct problem *problem); /* takes NULL */

#endif
