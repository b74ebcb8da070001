/* SPDX-License-Identifier: MIT */
/*
 * What a waiting interpreter does with Python besides being forked: it loads modules, and seeds the
 * random numbers anew in each run. It calls Python's C API, whose functions are looked up at run time,
 * since none of Python's headers or libraries are there when winnow is built.
 */
#include "sandbox/warm/library/hook.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool python_symbols(const struct symbol *symbols, size_t count)
{
    bool all = true;

    for (size_t i = 0; i < count; i++) {
        *symbols[i].place = dlsym(RTLD_DEFAULT, symbols[i].name);
        all &= *symbols[i].place != NULL;
    }
    return all;
}

void python_find(struct python *python)
{
    const struct symbol symbols[] = {
        {"PyGILState_Ensure", (void **)&python->gil_ensure},
        {"PyGILState_Release", (void **)&python->gil_release},
        {"PyImport_ImportModule", (void **)&python->import},
        {"PyRun_SimpleString", (void **)&python->run},
        {"PyMarshal_ReadObjectFromString", (void **)&python->unmarshal},
        {"PyImport_ExecCodeModule", (void **)&python->execute},
        {"PyImport_GetModuleDict", (void **)&python->modules},
        {"PyDict_GetItemString", (void **)&python->item},
        {"PyObject_CallMethod", (void **)&python->call},
        {"PySys_GetObject", (void **)&python->sys_object},
        {"PyLong_AsLong", (void **)&python->as_long},
        {"PyErr_Clear", (void **)&python->clear_error},
        {"Py_DecRef", (void **)&python->forget},
    };

    python->found = python_symbols(symbols, sizeof symbols / sizeof *symbols);
}

enum { NAME_MAX_BYTES = 200, CODE_MAX = 1 << 20 };

/* A file with a marshalled code object, of the caller's own: it becomes the module that is called as the file is. */
static void *load_file(const struct python *python, const char *path)
{
    char *code = malloc(CODE_MAX);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = code && fd >= 0 ? read(fd, code, CODE_MAX) : -1;
    void *object = n > 0 ? python->unmarshal(code, n) : NULL;
    void *module = object ? python->execute(strrchr(path, '/') + 1, object) : NULL;

    if (object)
        python->forget(object);
    if (fd >= 0)
        close(fd);
    free(code);
    return module;
}

static void load(struct python *python, const char *name)
{
    void *module = *name == '/' ? load_file(python, name) : python->import(name);

    if (module)
        python->forget(module);
    else
        python->clear_error(); /* the script gets this error when it imports the module */
}

void python_load(struct python *python, const char *modules)
{
    char name[NAME_MAX_BYTES];
    int state;

    if (!python->found)
        return;
    state = python->gil_ensure();
    while (*modules) {
        size_t n = strcspn(modules, ",");

        if (n < sizeof name) {
            memcpy(name, modules, n);
            name[n] = '\0';
            load(python, name);
        }
        modules += n + (modules[n] == ',');
    }
    ending_prepare(python);
    python->gil_release(state);
}

/* These modules are seeded when they are loaded; without a new seed all runs would draw the same. */
static void seed(struct python *python, const char *name)
{
    void *module = python->item(python->modules(), name);
    void *result = module ? python->call(module, "seed", NULL) : NULL;

    if (result)
        python->forget(result);
    else
        python->clear_error();
}

void python_begin(struct python *python)
{
    int state;

    if (!python->found)
        return;
    state = python->gil_ensure();
    seed(python, "random");
    seed(python, "numpy.random");
    python->gil_release(state);
    python->running = true;
}

/*
 * Python asks for PYTHONINSPECT when the script has ended, be it with an uncaught exception, but not
 * when sys.exit() ended it.
 */
void python_end(struct python *python)
{
    python->running = false;
    ending_skip_if_silent();
}
