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
    SIGHTINGS_START = 2,
    SIGHTINGS_LIBRARY = 4,
    LIBRARIES_MAX = 512, /* beyond that many different sets of names, no more are looked at */
    NEEDS_MAX = 64,
    TEXT_MAX = 8 * 1024,
    START_FILES_MAX = 4, /* before the object file, and behind it */
    PATH_LENGTH_MAX = 256,
};

#define SOURCE_NAME "main.c"

static const bytes_t largest_map = 16 * MIB, largest_library = 64 * MIB;

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
    struct made_file start; /* a linker's map, which names the start files */
    bool start_is_read;
    char before[START_FILES_MAX][PATH_LENGTH_MAX], behind[START_FILES_MAX][PATH_LENGTH_MAX];
    size_t before_count, behind_count;
    struct library **libraries;
    size_t library_count;
};

static struct hash128 make_key(const struct prelinked *prelinked, const char *text, size_t n)
{
    static const char version[] = "prelinked 1";

    return hash_fold(hash_fold(prelinked->toolchain, hash_bytes(version, sizeof version)),
                     hash_bytes(text, n));
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
    made_file_init(&prelinked->start, maker, make_key(prelinked, "", 0), ".map");
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

/* The map of a program without libraries: its lines "LOAD FILE" are the start files, and the object file among them. */
static void make_start(struct prelinked *prelinked)
{
    static const char source[] = "int main(void) { return 0; }\n";
    static const char *const argv[] = {"/usr/bin/gcc",
                                       "-static",
                                       "-nodefaultlibs",
                                       "-fuse-ld=bfd",
                                       "-Wl,--unresolved-symbols=ignore-all",
                                       "-Wl,-Map=program",
                                       "-o",
                                       "unused",
                                       SOURCE_NAME,
                                       NULL};
    const struct made_recipe recipe = {.argv = argv,
                                       .source_name = SOURCE_NAME,
                                       .source = source,
                                       .length = sizeof source - 1,
                                       .product = "program",
                                       .largest = largest_map};

    made_file_begin(&prelinked->start, prelinked->maker, &recipe);
}

static bool add_start_file(char (*files)[PATH_LENGTH_MAX], size_t *count, const char *path,
                           size_t n)
{
    if (*count == START_FILES_MAX || n >= PATH_LENGTH_MAX || *path != '/')
        return false;
    snprintf(files[(*count)++], PATH_LENGTH_MAX, "%.*s", (int)n, path);
    return true;
}

/* The first file that is not called crt… is the object file. */
static bool is_start_file(const char *path, size_t n)
{
    const char *slash = memrchr(path, '/', n);

    return slash && strncmp(slash + 1, "crt", 3) == 0;
}

static bool find_start_files(struct prelinked *prelinked, const char *text)
{
    static const char load[] = "\nLOAD ";
    bool behind = false;

    for (const char *at = text; (at = strstr(at, load));) {
        const char *path = at + sizeof load - 1;
        size_t n = strcspn(path, "\n");

        at = path;
        if (!is_start_file(path, n)) {
            if (behind)
                return false;
            behind = true;
        } else if (!(behind ? add_start_file(prelinked->behind, &prelinked->behind_count, path, n)
                            : add_start_file(prelinked->before, &prelinked->before_count, path, n)))
            return false;
    }
    return behind && prelinked->before_count > 0 && prelinked->behind_count > 0;
}

/* False, for good: the map is not as expected. */
static bool read_start(struct prelinked *prelinked)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT((size_t)largest_map);
    cleanup_fd int fd = -1;
    bytes_t length;

    if (prelinked->start_is_read)
        return true;
    fd = made_file_open(&prelinked->start, prelinked->maker, &length);
    prelinked->start_is_read = fd >= 0 && file_read_fd(fd, &text, NULL) == 0 &&
                               find_start_files(prelinked, buf_str(&text));
    if (!prelinked->start_is_read)
        prelinked->start.state = MADE_USELESS;
    return prelinked->start_is_read;
}

static bool has_word(const char *const *command, const char *wanted)
{
    while (*command && strcmp(*command, wanted) != 0)
        command++;
    return *command != NULL;
}

/* A command of the table's, for C, and with gold. */
static bool is_suitable(const char *const *command)
{
#ifdef __x86_64__
    return strcmp(command[0], "/usr/bin/gcc") == 0 && strcmp(command[1], "-x") == 0 &&
           strcmp(command[2], "c") == 0 && has_word(command, "-static") &&
           has_word(command, "-s") && has_word(command, "-fuse-ld=gold") &&
           has_word(command, SOURCE_NAME);
#else
    (void)command;
    return false;
#endif
}

bool prelinked_wants(struct prelinked *prelinked, const char *const *command)
{
    if (!is_suitable(command))
        return false;
    if (made_file_is_due(&prelinked->start, prelinked->maker, SIGHTINGS_START))
        make_start(prelinked);
    return made_file_shown(&prelinked->start, prelinked->maker) && read_start(prelinked);
}

void prelinked_compile_command(const char *argv[COMMAND_WORDS_MAX], const char *const *command)
{
    size_t n = 0;

    argv[n++] = *command++;
    argv[n++] = "-c";
    while (*command && n < COMMAND_WORDS_MAX - 1)
        argv[n++] = *command++;
    argv[n] = NULL;
}

/* The command of the table's, without the source's language. */
static void fill_plain_command(const char *argv[COMMAND_WORDS_MAX], const char *const *command)
{
    size_t n = 0;

    for (; *command && n < COMMAND_WORDS_MAX - 1; command++)
        if (strcmp(*command, "-x") == 0)
            command++; /* and its word */
        else
            argv[n++] = strcmp(*command, SOURCE_NAME) == 0 ? PRELINKED_OBJECT : *command;
    argv[n] = NULL;
}

static void fill_command(const struct prelinked *prelinked, const struct library *library,
                         const char *argv[COMMAND_WORDS_MAX])
{
    size_t n = 0;

    argv[n++] = "/usr/bin/ld.gold";
    argv[n++] = "-static";
    argv[n++] = "-s";
    argv[n++] = "-o";
    argv[n++] = "program";
    for (size_t i = 0; i < prelinked->before_count; i++)
        argv[n++] = prelinked->before[i];
    argv[n++] = PRELINKED_OBJECT;
    argv[n++] = library->file.shown;
    for (size_t i = 0; i < prelinked->behind_count; i++)
        argv[n++] = prelinked->behind[i];
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
    static const char *const argv[] = {"/usr/bin/gcc",    "-static",  "-r",
                                       "-fuse-ld=bfd",    "-o",       "program",
                                       "main.s",          "-lm",      "-Wl,--start-group",
                                       "-lgcc",           "-lgcc_eh", "-lc",
                                       "-Wl,--end-group", NULL};
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

bool prelinked_link_command(struct prelinked *prelinked, const char *argv[COMMAND_WORDS_MAX],
                            const char *const *command, const struct map *object_file)
{
    const struct library *library = NULL;
    struct object object;

    if (object_read(&object, object_file)) {
        library = library_for(prelinked, &object);
        object_release(&object);
    }
    if (library)
        fill_command(prelinked, library, argv);
    else
        fill_plain_command(argv, command);
    return library != NULL;
}
