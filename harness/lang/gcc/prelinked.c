/* SPDX-License-Identifier: MIT */
#include "lang/gcc/prelinked.h"
#include "lang/gcc/object.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* To make a library costs as much as three or four of the links that it makes cheap save. */
enum {
    SIGHTINGS_LIBRARY = 4,
    LIBRARIES_MAX = 512, /* beyond that many different sets of names, no more are looked at */
    NEEDS_MAX = 64,
    TEXT_MAX = 8 * 1024,
};

static const bytes_t largest_library = 64 * MIB;

/* What a program needs besides its own: crt1.o's call. */
static const char start_needs[] = "__libc_start_main";

/*
 * What gcc's start files define (crt1.o, crti.o, crtbeginT.o, crtend.o). A library must leave that to them; a weak definition
 * keeps `ld -r` from taking the library's own, and gives way to theirs.
 */
static const char *const start_defines[] = {
    "_start",     "_init",        "_fini",          "__dso_handle",           "__TMC_END__",
    "data_start", "__data_start", "_IO_stdin_used", "_dl_relocate_static_pie"};

struct library {
    struct hash128 key;
    struct made_file file;
    bool is_read;
    struct map bytes;
    struct object symbols;
};

struct prelinked {
    struct file_maker *maker;
    struct hash128 toolchain;
    struct library **libraries;
    size_t library_count;
};

static struct hash128 make_key(const struct prelinked *prelinked, const char *text, size_t n)
{
    return hash_fold(made_file_key(prelinked->toolchain, "prelinked 1", NULL), hash_bytes(text, n));
}

int prelinked_open(struct prelinked **out, struct file_maker *maker, struct hash128 toolchain,
                   struct err *err)
{
    struct prelinked *prelinked = calloc(1, sizeof *prelinked);

    if (prelinked)
        prelinked->libraries = calloc(LIBRARIES_MAX, sizeof *prelinked->libraries);
    if (!prelinked || !prelinked->libraries) {
        prelinked_close(prelinked);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    prelinked->maker = maker;
    prelinked->toolchain = toolchain;
    *out = prelinked;
    return 0;
}

void prelinked_close(struct prelinked *prelinked)
{
    if (!prelinked)
        return;
    for (size_t i = 0; i < prelinked->library_count; i++) {
        object_release(&prelinked->libraries[i]->symbols);
        map_release(&prelinked->libraries[i]->bytes);
        free(prelinked->libraries[i]);
    }
    free(prelinked->libraries);
    free(prelinked);
}

/* The library in the place of those in which a linker would look for its members. */
static void fill_command(const struct library *library, const char *argv[DRIVER_WORDS_MAX + 1],
                         const struct driver_steps *steps)
{
    size_t n = 0;

    for (size_t i = 0; i <= steps->object; i++)
        argv[n++] = steps->link[i];
    argv[n++] = library->file.shown;
    for (size_t i = steps->behind; steps->link[i]; i++)
        argv[n++] = steps->link[i];
    argv[n] = NULL;
}

/* Names become words of an assembler's source; the table of offsets is the linker's own. */
static bool is_plain_name(const char *name)
{
    if (strcmp(name, "_GLOBAL_OFFSET_TABLE_") == 0)
        return false;
    while (isalnum((unsigned char)*name) || *name == '_')
        name++;
    return *name == '\0';
}

/* An object that takes from the libraries what the named symbols take, and what they take in turn. */
static int write_source(struct buf *out, const struct object_names *needed)
{
    int rc = 0;

    for (size_t i = 0; i < sizeof start_defines / sizeof *start_defines; i++)
        rc |= buf_addf(out, ".weak %s\n%s:\n", start_defines[i], start_defines[i]);
    rc |= buf_adds(out, ".section .note.GNU-stack,\"\",@progbits\n");
    /* "e": no part of the program. */
    rc |= buf_addf(out, ".section .wanted,\"e\",@progbits\n.quad %s\n", start_needs);
    for (size_t i = 0; i < needed->count; i++)
        rc |= buf_addf(out, ".quad %s\n", needed->list[i]);
    return rc;
}

static void make_library(struct prelinked *prelinked, struct library *library,
                         const struct buf *source)
{
    static const char *const argv[] = {"/usr/bin/gcc",
                                       "-static",
                                       "-r",
                                       "-fno-use-linker-plugin",
                                       "-fuse-ld=bfd",
                                       "-o",
                                       "program",
                                       "main.s",
                                       "-lm",
                                       "-Wl,--start-group",
                                       "-lgcc",
                                       "-lgcc_eh",
                                       "-lc",
                                       "-Wl,--end-group",
                                       NULL};
    const struct made_recipe recipe = {.argv = argv,
                                       .source_name = "main.s",
                                       .source = source->data,
                                       .length = source->len,
                                       .product = "program",
                                       .largest = largest_library};

    made_file_begin(&library->file, prelinked->maker, &recipe);
}

static struct library *find_library(struct prelinked *prelinked, struct hash128 key)
{
    struct library *library;

    for (size_t i = 0; i < prelinked->library_count; i++)
        if (hash_equal(prelinked->libraries[i]->key, key))
            return prelinked->libraries[i];
    library = prelinked->library_count < LIBRARIES_MAX ? calloc(1, sizeof *library) : NULL;
    if (!library)
        return NULL;
    library->key = key;
    made_file_init(&library->file, prelinked->maker, key, ".o");
    prelinked->libraries[prelinked->library_count++] = library;
    return library;
}

static bool read_symbols(const struct prelinked *prelinked, struct library *library)
{
    bytes_t length;
    cleanup_fd int fd = made_file_open(&library->file, prelinked->maker, &length);

    return fd >= 0 && map_fd(&library->bytes, fd, NULL) == 0 &&
           object_read(&library->symbols, &library->bytes);
}

/* Once; a library that cannot be read is none. */
static bool read_library(const struct prelinked *prelinked, struct library *library)
{
    if (!library->is_read && !read_symbols(prelinked, library))
        library->file.state = MADE_USELESS;
    library->is_read = true;
    return library->file.state == MADE_READY;
}

/*
 * A name that a program defines and the library mentions would decide which members the library has, or which definition
 * counts.
 */
static bool is_independent(const struct object *object, const struct library *library)
{
    const struct object *symbols = &library->symbols;

    for (size_t i = 0; i < object->defined.count; i++)
        if (object_has_name(&symbols->defined, object->defined.list[i]) ||
            object_has_name(&symbols->needed, object->defined.list[i]))
            return false;
    return true;
}

static bool suits(const struct object *object)
{
    if (!object->is_ordinary || !object_has_name(&object->defined, "main") ||
        object->needed.count > NEEDS_MAX)
        return false;
    for (size_t i = 0; i < object->needed.count; i++)
        if (!is_plain_name(object->needed.list[i]))
            return false;
    return true;
}

/* The library for this object file, or NULL: there is none (yet). */
static const struct library *library_for(struct prelinked *prelinked, const struct object *object)
{
    cleanup_with(buf_release) struct buf source = BUF_INIT(TEXT_MAX);
    struct library *library;

    if (!suits(object) || write_source(&source, &object->needed) < 0)
        return NULL;
    library = find_library(prelinked, make_key(prelinked, source.data, source.len));
    if (!library)
        return NULL;
    if (made_file_is_due(&library->file, prelinked->maker, SIGHTINGS_LIBRARY))
        make_library(prelinked, library, &source);
    return made_file_shown(&library->file, prelinked->maker) && read_library(prelinked, library) &&
                   is_independent(object, library)
               ? library
               : NULL;
}

void prelinked_link_command(struct prelinked *prelinked, const char *argv[DRIVER_WORDS_MAX + 1],
                            const struct driver_steps *steps, const struct map *object_file)
{
    const struct library *library = NULL;
    struct object object;

    if (object_read(&object, object_file)) {
        library = library_for(prelinked, &object);
        object_release(&object);
    }
    if (library)
        fill_command(library, argv, steps);
    else
        memcpy(argv, steps->link, sizeof steps->link);
}
