/* SPDX-License-Identifier: MIT */
/*
 * The commands that gcc's driver would start for a program in C: the compiler proper, the assembler, the linker. They are
 * asked for once on a host (`gcc -###`), and then started without it, so that the compiler proper can wait in its cell as
 * Python does: started, with the headers of a source's preamble read (sandbox/README.md). Each compile is a fork of it.
 */
#ifndef HARNESS_LANG_GCC_DRIVER_H
#define HARNESS_LANG_GCC_DRIVER_H

#include "base/file.h"
#include "base/hash.h"
#include "lang/compile/made_file.h"

enum { DRIVER_WORDS_MAX = 64, DRIVER_NAMES_MAX = 512 };

/* What the steps read; the assembler's text is what the compiler proper prints. */
#define DRIVER_SOURCE    "main.c"
#define DRIVER_ASSEMBLER "main.s"
#define DRIVER_OBJECT    "main.o"

/* The words of each step's command, NULL-terminated. The product of the last two is the whole command's. */
struct driver_steps {
    const char *compile[DRIVER_WORDS_MAX + 1], *assemble[DRIVER_WORDS_MAX + 1],
        *link[DRIVER_WORDS_MAX + 1];
    size_t source; /* its place in `compile` */
    size_t object; /* its place in `link`, behind the first start files; the libraries follow */
    size_t behind; /* the place in `link` of the start files behind those */
};

struct driver;

/* The maker is borrowed. */
int driver_open(struct driver **out, struct file_maker *maker, struct hash128 toolchain,
                struct err *err);
void driver_close(struct driver *driver); /* takes NULL */

/*
 * The steps of `command`, valid as long as `driver`. NULL: it is not a plain one for C with gold, or its steps are not
 * known; with *soon: yet.
 */
const struct driver_steps *driver_find(struct driver *driver, const char *const *command,
                                       bool *soon);

/* The compile of one source; `source_fd` is -1 before it is filled. */
struct driver_compile {
    const char *argv[DRIVER_WORDS_MAX + 1];
    char names[DRIVER_NAMES_MAX]; /* of headers, for words of argv */
    int source_fd; /* the source with blanks for its preamble; -1: it is read as it was handed in */
};

/*
 * Fills `compile` with a command that reads the headers of the source's preamble and then a file DRIVER_SOURCE with the
 * rest, at which it can wait. A source that could tell gets the driver's own command, and is read whole.
 */
void driver_compile(const struct driver_steps *steps, const struct map *source,
                    struct driver_compile *compile);
void driver_compile_release(struct driver_compile *compile);

#endif
