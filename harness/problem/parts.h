/* SPDX-License-Identifier: MIT */
/* The problem under construction: what the loaders of this folder share. */
#ifndef HARNESS_PROBLEM_PARTS_H
#define HARNESS_PROBLEM_PARTS_H

#include "problem/layout/archive.h"
#include "winnow/problem.h"

struct test_list {
    struct test_case *items;
    size_t count;
};

struct program_list {
    struct package_program *items;
    size_t count;
};

struct loading {
    struct problem *problem;       /* under construction */
    struct archive_place unpacked; /* where it is one; not the problem's yet */
    char *base;                    /* the directory as given, without slashes at the end */
    const char *root;              /* the problem's */
    bool is_file;                  /* the problem is this one file */
    /* What problem.yaml says of the format and of validation. */
    bool modern; /* 2023-07 or 2025-09: an output_validator/ is used because it is there */
    bool scoring, custom_score;            /* `type: scoring`; `validation: custom score` */
    struct test_group grading;             /* what holds for data/ unless its file says otherwise */
    size_t settings_bytes;                 /* of all arguments in the test data so far */
    struct program_list static_validators; /* at most one, until the test data are read */
    enum { VALIDATION_UNSAID, VALIDATION_DEFAULT, VALIDATION_CUSTOM } validation;
};

/* As asprintf; *out is the caller's. Fails only when memory runs out. */
int parts_format(char **out, struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* "dir/name" in *path, likewise. */
int parts_path(char **path, const char *dir, const char *name, struct err *err);

/*
 * Adds a sentence to the problem's warnings. A package may hold any number of oddities, so only the
 * first 100 are kept and a last one says that there were more.
 */
int parts_warn(struct problem *problem, struct err *err, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* These copy the strings. `label` may be NULL. */
int parts_add_test(struct test_list *list, const char *name, const char *input, const char *answer,
                   struct err *err);
/* The static validation case of the group with this name and number. */
int parts_add_static(struct test_list *list, const char *group_name, size_t group,
                     const struct case_settings *settings, struct err *err);
/* Gives a test bytes in the place of its files. They are taken over. */
void parts_keep_bytes(struct test_case *test, struct test_data *input, struct test_data *answer);
int parts_add_program(struct program_list *list, const char *path, const char *name,
                      const char *label, struct err *err);

/*
 * Sorts both by their names and hands them over to the problem. Names are compared as bytes, which is
 * the package format's rule, or `by_numbers`: 9 before 10. A static validation case is the first of its group.
 */
void parts_hand_over(struct problem *problem, struct test_list *samples, struct test_list *secrets,
                     bool by_numbers);

void test_list_release(struct test_list *list);
void program_list_release(struct program_list *list);

/* Replaces control bytes by '?': those of file names must not reach a terminal or a log line. */
void parts_printable(char *text);

#endif
