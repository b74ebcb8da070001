/* SPDX-License-Identifier: MIT */
/*
 * Parts of CPython 3.11's own structs (Include/cpython/, Include/internal/). There are no headers of
 * Python's to build with; ending_prepare() refuses an interpreter in which these are not as expected.
 */
#ifndef SANDBOX_WARM_LIBRARY_CPYTHON_H
#define SANDBOX_WARM_LIBRARY_CPYTHON_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

struct object {
    intptr_t references;
    struct type *type;
};

struct type {
    struct object object;
    intptr_t size;
    const char *name;
    void *skipped_1[17];
    unsigned long flags;
    void *skipped_2[10];
    struct type *base;
    void *skipped_3[12];
    struct dict *subclasses; /* weak references, by address */
    void *weak_references;
    void *delete; /* tp_del */
    unsigned long version_tag;
    void *finalise; /* tp_finalize */
};

static_assert(offsetof(struct type, flags) == 168, "tp_flags");
static_assert(offsetof(struct type, base) == 256, "tp_base");
static_assert(offsetof(struct type, finalise) == 392, "tp_finalize");

#define TYPE_ON_HEAP  (1UL << 9)
#define TYPE_TRACKED  (1UL << 14) /* the garbage collector lists its instances */
#define TYPE_OF_TYPES (1UL << 31) /* its instances are types */

struct list {
    struct object object;
    intptr_t size;
};

struct dict_keys {
    intptr_t references;
    uint8_t log2_size, log2_index_bytes, kind;
};

enum { ONLY_STR_KEYS = 1 };

struct dict {
    struct object object;
    intptr_t used;
    uint64_t version;
    struct dict_keys *keys;
};

typedef void *method_function(void *, void *, void *, void *); /* takes two to four of these */

struct method {
    const char *name;
    method_function *function;
    int flags;
    const char *doc;
};

struct module_definition {
    void *skipped[8];
    struct method *methods; /* the last has no name */
};

struct module {
    struct object object;
    struct dict *dict;
    struct module_definition *definition;
};

struct builtin_function {
    struct object object;
    struct method *method;
    struct weak_reference *self; /* of the functions that concern us here */
};

struct weak_reference {
    struct object object;
    struct object *to; /* or None */
    struct builtin_function *callback;
    intptr_t hash; /* -1: not computed */
};

/* Lies before each object that the collector tracks. */
struct link {
    struct link *next, *previous;
};

struct generation {
    struct link head;
    int threshold, count;
};

enum { GENERATIONS = 3 };

struct collector {
    void *to_delete;
    int nesting, enabled, debug;
    struct generation generations[GENERATIONS];
    struct link *youngest; /* &generations[0].head */
    struct generation permanent;
    intptr_t statistics[GENERATIONS][3];
    int collecting;
    struct list *garbage, *callbacks;
};

#endif
