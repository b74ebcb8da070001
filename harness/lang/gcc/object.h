/* SPDX-License-Identifier: MIT */
/*
 * The symbols of an object file (ELF, relocatable, x86-64). A compiler that read a stranger's source wrote the file: nothing
 * in it is believed before it is checked.
 */
#ifndef HARNESS_LANG_GCC_OBJECT_H
#define HARNESS_LANG_GCC_OBJECT_H

#include "base/file.h"

#include <stdbool.h>
#include <stddef.h>

/* Names in order of their bytes; they lie in the file's bytes. */
struct object_names {
    const char **list;
    size_t count;
};

struct object {
    struct object_names defined, needed; /* global and weak symbols */
    /*
     * Whether a linker does nothing with the file that depends on how the libraries come: sections of code, data and
     * constants alone, and no symbols that are weak, unique, thread-local or chosen at start.
     */
    bool is_ordinary;
};

/* Reads the symbols; the map is borrowed. False: no such file, and nothing to release. */
bool object_read(struct object *object, const struct map *file);
void object_release(struct object *object); /* takes a zeroed one and leaves one */

bool object_has_name(const struct object_names *names, const char *name);

#endif
