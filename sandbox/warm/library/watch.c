/* SPDX-License-Identifier: MIT */
/*
 * Notices what a run did after which its end cannot be judged by its objects and types: it called one
 * of a few functions (their entries in CPython's method tables lead here first), or loaded a library.
 */
#include "sandbox/warm/library/watch.h"

#include <dlfcn.h>
#include <link.h>
#include <string.h>

static bool watched_was_called;
static unsigned long long libraries; /* loaded since the process began, until watch_begin() */

#define WATCHED(n)                                                                                 \
    static method_function *original_##n;                                                          \
    static void *watched_##n(void *a, void *b, void *c, void *d)                                   \
    {                                                                                              \
        watched_was_called = true;                                                                 \
        return original_##n(a, b, c, d);                                                           \
    }

WATCHED(0)
WATCHED(1)
WATCHED(2)
WATCHED(3)
WATCHED(4)

static bool watch(const struct module_definition *module, const char *name,
                  method_function **original, method_function *replacement)
{
    for (struct method *method = module->methods; method->name; method++)
        if (strcmp(method->name, name) == 0) {
            *original = method->function;
            method->function = replacement;
            return true;
        }
    return false;
}

static bool watch_functions(const struct module_definition *sys, const struct module_definition *gc,
                            const struct module_definition *posix)
{
    /* A hook is called for the interpreter's end, and no function lists the hooks. */
    return watch(sys, "addaudithook", &original_0, watched_0) &&
           /* These give access to dicts and sets of the interpreter's own, and so to their keys. */
           watch(gc, "get_objects", &original_1, watched_1) &&
           watch(gc, "get_referents", &original_2, watched_2) &&
           watch(gc, "get_referrers", &original_3, watched_3) &&
           /* Its objects have a finaliser but are not tracked. */
           watch(posix, "scandir", &original_4, watched_4);
}

/* ---- libraries */

/* Destroying objects of these runs no Python code and writes nothing. */
static const char *const known_libraries[] = {
    "linux-vdso.",   "ld-linux",  "libc.",     "libm.",     "libdl.",     "libpthread.",
    "librt.",        "libutil.",  "libz.",     "libexpat.", "libcrypto.", "libmpdec.",
    "_contextvars.", "_decimal.", "_hashlib.", "_json.",    "_typing.",
};

static bool is_known_library(const struct dl_phdr_info *info)
{
    const char *slash = strrchr(info->dlpi_name, '/');
    const char *name = slash ? slash + 1 : info->dlpi_name;
    Dl_info own;

    if (dladdr(&libraries, &own) && (uintptr_t)own.dli_fbase == info->dlpi_addr)
        return true;
    for (size_t i = 0; i < sizeof known_libraries / sizeof *known_libraries; i++)
        if (strncmp(name, known_libraries[i], strlen(known_libraries[i])) == 0)
            return true;
    return *name == '\0'; /* the program itself */
}

static int find_unknown_library(struct dl_phdr_info *info, size_t size, void *count)
{
    (void)size;
    *(unsigned long long *)count = info->dlpi_adds;
    return !is_known_library(info);
}

static int count_libraries(struct dl_phdr_info *info, size_t size, void *count)
{
    (void)size;
    *(unsigned long long *)count = info->dlpi_adds;
    return 1;
}

bool watch_begin(const struct module_definition *sys, const struct module_definition *gc,
                 const struct module_definition *posix)
{
    return dl_iterate_phdr(find_unknown_library, &libraries) == 0 &&
           watch_functions(sys, gc, posix);
}

bool watch_saw_nothing(void)
{
    unsigned long long count = 0;

    dl_iterate_phdr(count_libraries, &count);
    return count == libraries && !watched_was_called;
}
