/* SPDX-License-Identifier: MIT */
/*
 * A submission as it is built: its files and those of the package's include/, which replace its own of the same
 * name. One that has the name of the language's main file is a driver: it is the main source then, and the
 * submission's file lies beside it (problem package format, "Included files").
 */
#ifndef HARNESS_JUDGE_ASSEMBLY_H
#define HARNESS_JUDGE_ASSEMBLY_H

#include "base/file.h"
#include "lang/compile/build.h"

/* A submission's own files; borrowed. */
struct own_files {
    const struct language *language;
    const char *source; /* the main one */
    size_t length;
    const char *name; /* of its file; NULL: it has none, and beside a driver it is "solution.EXT" */
    const struct build_files *more; /* or NULL */
};

/* What was submitted, as a static validator sees it; all is the assembly's or borrowed. */
struct submitted {
    const struct language *language;
    const char *main_name; /* of the main source */
    int main_fd;
    const struct build_files *more; /* the other files, those of include/ among them; or NULL */
    int product_fd;                 /* what the compiler made, or -1 */
};

struct assembly {
    const struct language *language;
    const char *source; /* the main one: the submission's, or the driver's; borrowed */
    size_t length;
    struct build_files more;    /* but for `own_fd` borrowed, like what the submission is made of */
    struct map driver;          /* or nothing */
    char own_name[64];          /* of the submission's main source beside a driver */
    int own_fd;                 /* its bytes, or -1 */
    struct submitted submitted; /* what assembly_keep has kept of it */
    char main_name[64];
    int main_fd; /* or -1 */
    bool
        is_lost; /* include/ has a file of that name, and the submission no other source: nothing is left of it */
};

/* The files of include/ for a language, among those of all languages; or NULL. */
const struct build_files *included_for(const struct language_files *list, size_t count,
                                       const struct language *language);

/* `included` may be NULL. Give back with assembly_release. ERR_INPUT: too many files. */
int assembly_make(struct assembly *out, const struct build_files *included,
                  const struct own_files *own, struct err *err);
void assembly_release(struct assembly *assembly); /* takes a zeroed one */

/* Of one that is lost: an ERR_INPUT that says so. -1. */
int assembly_refuse(const struct assembly *assembly, struct err *err);

/* Fills `submitted`, but for the product; it stays when the source has gone. */
int assembly_keep(struct assembly *assembly, struct err *err);

/* What build_start takes: NULL where there is nothing beside the source. */
const struct build_files *assembly_more(const struct assembly *assembly);

#endif
