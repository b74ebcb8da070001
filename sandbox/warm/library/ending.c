/* SPDX-License-Identifier: MIT */
/*
 * Decides whether a run may skip Py_FinalizeEx. Taking the interpreter apart costs more than the rest
 * of a short run: it writes to, and so copies, nearly every page shared with the waiting process. A run
 * may skip it only when nothing can observe the difference, and the interpreter itself is asked for
 * that, never the source text. The argument, for CPython 3.11:
 *
 * After threads, atexit and flushing, Py_FinalizeEx only destroys objects. Destroying an object frees
 * memory and closes descriptors; it can be observed only if one of these runs:
 *   1. a finaliser: tp_finalize or tp_del of its type (`__del__`, suspended generators, streams).
 *      All objects that the collector tracks are looked at, whatever holds them. None may have such a
 *      type, except the interpreter's three streams, unchanged and flushed, and BytesIO and StringIO.
 *      An object that is not tracked cannot be found, so the run may have made no type with
 *      a finaliser, or given one to a type;
 *   2. the callback of a weak reference: only that of `_abc` is allowed, which removes it from a set;
 *   3. a callback or the debug output of the collector, or an audit hook: there must be none;
 *   4. `__eq__` or `__hash__` of a key, since Py_FinalizeEx looks names up in the dicts of
 *      modules: these dicts may have plain str keys only;
 *   5. C code of a library: the run must have loaded no library, and those before it are in a list.
 * Destroying could also overflow the stack (objects nested deeply) or exceed the time limit: the stack
 * must be large for the number of objects, and the run must have used little of its time.
 *
 * In every other case, and in every other interpreter, the run gets the full end.
 */
#include "sandbox/warm/library/watch.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum {
    FINALISED_MAX = 64,      /* types with a finaliser; CPython has some twenty */
    STREAM_OBJECTS = 9,      /* three streams, each a text wrapper, a buffer and a file */
    STACK_PER_OBJECT = 1024, /* bytes; destroying one object from within another takes 100 to 300 */
    SHORT_PART = 40,         /* of RLIMIT_CPU, which is somewhat above the time limit */
};

static struct ending {
    const struct python *python;
    bool possible;
    struct collector *collector;
    int *initialized; /* _PyRuntime.initialized */
    struct dict *sys, *builtins;
    struct method *count_exits, *abc_callback;
    struct type *finalised[FINALISED_MAX];
    int finalised_count;
    struct type *text, *reader, *writer, *file, *bytes_io, *string_io;
    const struct object *streams[STREAM_OBJECTS]; /* that may be destroyed */

    const char *(*version)(void);
    int (*is_initialized)(void);
    void *(*interpreter)(void);
    void *(*first_thread)(void *interpreter);
    void *(*next_thread)(void *thread);
    void *(*attribute)(void *object, const char *name);
    struct dict **(*dict_of)(void *object);
    int (*next_item)(void *dict, intptr_t *position, void *key, void *value);
    int (*next_entry)(void *set, intptr_t *position, void *key, intptr_t *hash);
    struct type *object_type, *function_type, *module_type, *list_type, *set_type;
    struct type *reference_type, *proxy_type, *callable_proxy_type;
    struct object *none, *is_false;
    char *runtime;
    struct module_definition *(*define_gc)(void), *(*define_posix)(void), *(*define_atexit)(void);
} ending;

/* ---- the interpreter's streams */

/* Without names, it has no attributes of its own; such could replace methods of its type. */
static bool has_only(void *object, const char *name)
{
    struct dict **place = ending.dict_of(object), *dict = place ? *place : NULL;

    if (!dict || dict->used == 0)
        return !name;
    return name && dict->used == 1 && dict->keys->kind == ONLY_STR_KEYS &&
           ending.python->item(dict, name);
}

/* What an attribute of a built-in type, which is C code, has; the object keeps it alive. */
static struct object *read_attribute(void *object, const char *name)
{
    struct object *value = ending.attribute(object, name);

    if (value)
        ending.python->forget(value);
    else
        ending.python->clear_error();
    return value;
}

static bool is_stream(const char *name, const struct type *buffer_type, const struct object **parts)
{
    struct object *text = ending.python->sys_object(name), *buffer, *file;

    if (!text || text->type != ending.text || !has_only(text, "mode"))
        return false;
    buffer = read_attribute(text, "buffer");
    if (!buffer || buffer->type != buffer_type || !has_only(buffer, NULL))
        return false;
    file = read_attribute(buffer, "raw");
    if (!file || file->type != ending.file || !has_only(file, "name") ||
        read_attribute(file, "closefd") != ending.is_false) /* else it could warn */
        return false;
    parts[0] = text;
    parts[1] = buffer;
    parts[2] = file;
    return true;
}

static bool streams_are_plain(void)
{
    const struct python *python = ending.python;

    return python->sys_object("stdout") == python->sys_object("__stdout__") &&
           python->sys_object("stderr") == python->sys_object("__stderr__") &&
           is_stream("__stdin__", ending.reader, ending.streams) &&
           is_stream("__stdout__", ending.writer, ending.streams + 3) &&
           is_stream("__stderr__", ending.writer, ending.streams + 6);
}

static bool flush(const char *name)
{
    const struct python *python = ending.python;
    void *result = python->call(python->sys_object(name), "flush", NULL);

    if (result)
        python->forget(result);
    else
        python->clear_error();
    return result != NULL;
}

/* ---- objects and types */

static bool has_finaliser(const struct type *type)
{
    return type->finalise || type->delete;
}

static bool is_a(const struct type *type, const struct type *base)
{
    while (type != base && type && type->flags & TYPE_ON_HEAP)
        type = type->base;
    return type == base;
}

static bool type_is_known(const struct type *type)
{
    for (int i = 0; i < ending.finalised_count; i++)
        if (ending.finalised[i] == type)
            return true;
    return !has_finaliser(type);
}

/* Those that were there before any run. */
static bool note_type(struct type *type)
{
    if (!has_finaliser(type) || type_is_known(type))
        return true;
    if (ending.finalised_count == FINALISED_MAX ||
        (!(type->flags & TYPE_TRACKED) && strcmp(type->name, "posix.ScandirIterator") != 0))
        return false;
    ending.finalised[ending.finalised_count++] = type;
    return true;
}

/* Types that are not on the heap are not tracked, but all are subclasses of `object`. */
static bool all_static_types(struct type *type, bool (*holds)(struct type *))
{
    struct weak_reference *reference;
    intptr_t position = 0;
    void *key;

    if (!holds(type))
        return false;
    while (type->subclasses && ending.next_item(type->subclasses, &position, &key, &reference))
        if (reference->to != ending.none &&
            !(((struct type *)reference->to)->flags & TYPE_ON_HEAP) &&
            !all_static_types((struct type *)reference->to, holds))
            return false;
    return true;
}

static bool static_type_is_known(struct type *type)
{
    return type_is_known(type);
}

static bool all_objects(bool (*holds)(struct object *), size_t most)
{
    struct link *heads[GENERATIONS + 1] = {&ending.collector->permanent.head};
    size_t count = 0;

    for (int i = 0; i < GENERATIONS; i++)
        heads[i + 1] = &ending.collector->generations[i].head;
    for (int i = 0; i <= GENERATIONS; i++)
        for (struct link *link = heads[i]->next; link != heads[i]; link = link->next)
            if (++count > most || !holds((struct object *)(link + 1)))
                return false;
    return true;
}

static bool may_be_destroyed(struct object *object)
{
    for (int i = 0; i < STREAM_OBJECTS; i++)
        if (ending.streams[i] == object)
            return true;
    return (object->type == ending.bytes_io || object->type == ending.string_io) &&
           has_only(object, NULL);
}

/* The set from which `_abc` removes references: comparing them runs no Python code. */
static bool holds_references_only(struct object *set)
{
    struct object *key;
    intptr_t position = 0, hash;

    if (set == ending.none)
        return true;
    if (set->type != ending.set_type)
        return false;
    while (ending.next_entry(set, &position, &key, &hash))
        if (key->type != ending.reference_type)
            return false;
    return true;
}

static bool is_weak(const struct object *object)
{
    return is_a(object->type, ending.reference_type) || object->type == ending.proxy_type ||
           object->type == ending.callable_proxy_type;
}

static bool reference_is_harmless(const struct weak_reference *reference)
{
    const struct builtin_function *callback = reference->callback;

    return !callback ||
           (reference->object.type == ending.reference_type && reference->hash != -1 &&
            callback->object.type == ending.function_type &&
            callback->method == ending.abc_callback && holds_references_only(callback->self->to));
}

static bool object_is_harmless(struct object *object)
{
    if (has_finaliser(object->type))
        return may_be_destroyed(object);
    if (object->type->flags & TYPE_OF_TYPES)
        return type_is_known((struct type *)object);
    if (is_a(object->type, ending.module_type)) {
        const struct dict *names = ((struct module *)object)->dict;

        return !names || names->keys->kind == ONLY_STR_KEYS;
    }
    return !is_weak(object) || reference_is_harmless((struct weak_reference *)object);
}

/* In an interpreter in which no script has run yet. */
static bool note_object(struct object *object)
{
    struct weak_reference *reference = (struct weak_reference *)object;

    if (object->type->flags & TYPE_OF_TYPES)
        return note_type((struct type *)object);
    if (!ending.abc_callback && is_weak(object) && reference->callback &&
        reference->callback->object.type == ending.function_type &&
        strcmp(reference->callback->method->name, "_destroy") == 0)
        ending.abc_callback = reference->callback->method;
    return true;
}

/* ---- the rest of what is asked at the end */

static bool is_short(void)
{
    struct timespec used;
    struct rlimit limit;

    return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0 &&
           getrlimit(RLIMIT_CPU, &limit) == 0 &&
           ((rlim_t)used.tv_sec * 1000 + (rlim_t)used.tv_nsec / 1000000) * SHORT_PART / 1000 <
               limit.rlim_cur;
}

static size_t most_objects(void)
{
    struct rlimit limit;

    return getrlimit(RLIMIT_STACK, &limit) < 0 ? 0 : (size_t)limit.rlim_cur / STACK_PER_OBJECT;
}

/* Nothing that Py_FinalizeEx would wait for or call first. */
static bool nothing_registered(void)
{
    const struct python *python = ending.python;
    struct dict *modules = python->modules();
    void *exits;
    long count;

    if (modules->keys->kind != ONLY_STR_KEYS || ending.sys->keys->kind != ONLY_STR_KEYS ||
        ending.builtins->keys->kind != ONLY_STR_KEYS || python->item(modules, "threading") ||
        ending.next_thread(ending.first_thread(ending.interpreter())))
        return false;
    exits = ending.count_exits->function(NULL, NULL, NULL, NULL);
    count = exits ? python->as_long(exits) : -1;
    if (exits)
        python->forget(exits);
    return count == 0;
}

static bool collector_is_quiet(void)
{
    const struct collector *collector = ending.collector;

    return collector->debug == 0 && !collector->collecting && collector->garbage->size == 0 &&
           collector->callbacks->size == 0;
}

static bool nothing_to_observe(void)
{
    return watch_saw_nothing() && nothing_registered() && collector_is_quiet() &&
           streams_are_plain() && all_static_types(ending.object_type, static_type_is_known) &&
           all_objects(object_is_harmless, most_objects());
}

/* When a flush fails, Py_FinalizeEx says so. */
void ending_skip_if_silent(void)
{
    if (ending.possible && is_short() && nothing_to_observe() && flush("stdout") && flush("stderr"))
        *ending.initialized = 0; /* Py_FinalizeEx does nothing then, and Python exits as it would */
}

/* ---- getting ready */

static bool find_symbols(void)
{
    const struct symbol symbols[] = {
        {"Py_GetVersion", (void **)&ending.version},
        {"Py_IsInitialized", (void **)&ending.is_initialized},
        {"PyInterpreterState_Get", (void **)&ending.interpreter},
        {"PyInterpreterState_ThreadHead", (void **)&ending.first_thread},
        {"PyThreadState_Next", (void **)&ending.next_thread},
        {"PyObject_GetAttrString", (void **)&ending.attribute},
        {"_PyObject_GetDictPtr", (void **)&ending.dict_of},
        {"PyDict_Next", (void **)&ending.next_item},
        {"_PySet_NextEntry", (void **)&ending.next_entry},
        {"PyBaseObject_Type", (void **)&ending.object_type},
        {"PyCFunction_Type", (void **)&ending.function_type},
        {"PyModule_Type", (void **)&ending.module_type},
        {"PyList_Type", (void **)&ending.list_type},
        {"PySet_Type", (void **)&ending.set_type},
        {"_PyWeakref_RefType", (void **)&ending.reference_type},
        {"_PyWeakref_ProxyType", (void **)&ending.proxy_type},
        {"_PyWeakref_CallableProxyType", (void **)&ending.callable_proxy_type},
        {"_Py_NoneStruct", (void **)&ending.none},
        {"_Py_FalseStruct", (void **)&ending.is_false},
        {"_PyRuntime", (void **)&ending.runtime},
        {"PyInit_gc", (void **)&ending.define_gc},
        {"PyInit_posix", (void **)&ending.define_posix},
        {"PyInit_atexit", (void **)&ending.define_atexit},
    };

    return python_symbols(symbols, sizeof symbols / sizeof *symbols) &&
           strncmp(ending.version(), "3.11.", 5) == 0;
}

/* It lies in the interpreter's state, which is larger than this, and has a pointer into itself. */
static bool find_collector(void)
{
    char *state = ending.interpreter();

    for (size_t at = 0; at < 4096; at += sizeof(void *)) {
        struct collector *collector = (struct collector *)(void *)(state + at);

        if (collector->youngest != &collector->generations[0].head)
            continue;
        ending.collector = collector;
        return collector->garbage && collector->garbage->object.type == ending.list_type &&
               collector->callbacks && collector->callbacks->object.type == ending.list_type;
    }
    return false;
}

static bool find_initialized(void)
{
    ending.initialized = (int *)(void *)ending.runtime + 4;
    if (*ending.initialized != 1 || ending.is_initialized() != 1)
        return false;
    *ending.initialized = 0;
    if (ending.is_initialized() != 0)
        return false;
    *ending.initialized = 1;
    return true;
}

static bool find_types(void)
{
    const struct {
        const char *name;
        struct type **place;
    } types[] = {
        {"TextIOWrapper", &ending.text},    {"BufferedReader", &ending.reader},
        {"BufferedWriter", &ending.writer}, {"FileIO", &ending.file},
        {"BytesIO", &ending.bytes_io},      {"StringIO", &ending.string_io},
    };
    void *io = ending.python->item(ending.python->modules(), "_io");

    for (size_t i = 0; io && i < sizeof types / sizeof *types; i++) {
        *types[i].place = (struct type *)read_attribute(io, types[i].name);
        if (!*types[i].place || !has_finaliser(*types[i].place))
            return false;
    }
    return io && !has_finaliser(ending.object_type);
}

static bool find_modules(void)
{
    void *modules = ending.python->modules();
    const struct module *sys = ending.python->item(modules, "sys");
    const struct module *builtins = ending.python->item(modules, "builtins");

    if (!sys || !builtins ||
        !watch_begin(sys->definition, ending.define_gc(), ending.define_posix()))
        return false;
    ending.sys = sys->dict;
    ending.builtins = builtins->dict;
    ending.count_exits = ending.define_atexit()->methods;
    while (ending.count_exits->name && strcmp(ending.count_exits->name, "_ncallbacks") != 0)
        ending.count_exits++;
    return ending.count_exits->name != NULL;
}

void ending_prepare(const struct python *python)
{
    ending.python = python;
    ending.possible = find_symbols() && find_collector() && find_initialized() && find_types() &&
                      find_modules() && all_static_types(ending.object_type, note_type) &&
                      all_objects(note_object, SIZE_MAX) && nothing_to_observe();
}
