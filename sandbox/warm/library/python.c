/* SPDX-License-Identifier: MIT */
/*
 * What a waiting interpreter does about Python beyond being forked: it has modules loaded, draws new
 * random numbers for each run, and saves a run the work of taking the interpreter apart where nobody
 * can tell. Through Python's C API, found at run time: there is nothing of Python's to build with.
 */
#include "sandbox/warm/library/hook.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * Taking itself apart costs Python more than all the rest of a short run: it touches, and so copies,
 * every page that it shares with the one that waits. What a program can see of it is that finalizers
 * run: of its own objects, of generators that were left in the middle, of files with something still
 * to be written. A script in which one of these words occurs, anywhere, gets the whole of it. (One that
 * hides such a word from this list, by putting it together at run time, cheats itself alone.)
 */
static const char *const telling[] = {
    "__del__",   "weakref",    "finalize",   "yield",       "async",        "await",
    "open",      "IO",         "io.",        "from io",     "Buffered",     "ctypes",
    "cffi",      "exec",       "eval",       "compile",     "getattr",      "globals",
    "gc",        "hread",      "mmap",       "memmap",      "tempfile",     "logging",
    "socket",    "selectors",  "zipfile",    "gzip",        "bz2",          "lzma",
    "shelve",    "dbm",        "sqlite",     "contextlib",  "subprocess",   "multiproc",
    "importlib", "__import_",  "concurrent", "audithook",   "\\x",          "\\u",
    "\\N",       "__dict__",   "__builtin",  "tracemalloc", "faulthandler", "capsule",
    "fork",      "excepthook", ".flush=",    ".flush =",    "type(sys",
};

/* A longer run's heap may be large, and the time that taking it apart costs is the run's own. */
enum { SHORT_MS = 50 };

void python_find(struct python *python)
{
    const struct {
        const char *name;
        void **place;
    } wanted[] = {
        {"PyGILState_Ensure", (void **)&python->gil_ensure},
        {"PyGILState_Release", (void **)&python->gil_release},
        {"PyImport_ImportModule", (void **)&python->import},
        {"PyImport_GetModuleDict", (void **)&python->modules},
        {"PyDict_GetItemString", (void **)&python->item},
        {"PyObject_CallMethod", (void **)&python->call},
        {"PySys_GetObject", (void **)&python->sys_object},
        {"PyLong_AsLong", (void **)&python->as_long},
        {"PyErr_Clear", (void **)&python->clear_error},
        {"Py_DecRef", (void **)&python->forget},
    };

    python->found = true;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        *wanted[i].place = dlsym(RTLD_DEFAULT, wanted[i].name);
        if (!*wanted[i].place)
            python->found = false;
    }
}

static void load(struct python *python, const char *name)
{
    void *module = python->import(name);

    if (module)
        python->forget(module);
    else
        python->clear_error(); /* the script will hear of it when it asks for it */
}

void python_load(struct python *python, const char *modules)
{
    char name[64];
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
    python->out = python->sys_object("stdout");
    python->complaints = python->sys_object("stderr");
    python->gil_release(state);
}

static bool is_plain(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (memmem(text, n, telling[i], strlen(telling[i])))
            return false;
    return true;
}

void python_look(struct python *python, const char *script)
{
    int fd = open(script, O_RDONLY | O_CLOEXEC);
    struct stat st;
    void *text;

    if (!python->found || fd < 0 || fstat(fd, &st) < 0 || st.st_size == 0)
        return;
    text = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text != MAP_FAILED) {
        python->plain = is_plain(text, (size_t)st.st_size);
        munmap(text, (size_t)st.st_size);
    }
    close(fd);
}

/* A module that draws its seed when it is loaded would give every run the same numbers. */
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

/* Whether something would still be called: what waits for threads, or at the exit. */
static bool nothing_registered(struct python *python)
{
    void *modules = python->modules();
    void *exits = python->item(modules, "atexit");
    void *count = exits ? python->call(exits, "_ncallbacks", NULL) : NULL;
    long n = count ? python->as_long(count) : -1;

    if (count)
        python->forget(count);
    return !python->item(modules, "threading") && (!exits || n == 0);
}

static bool flush(struct python *python, const char *name, const void *original)
{
    void *file = python->sys_object(name);
    void *result = file && file == original ? python->call(file, "flush", NULL) : NULL;

    if (result)
        python->forget(result);
    return result != NULL;
}

static bool was_short(void)
{
    struct timespec used;

    return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0 && used.tv_sec == 0 &&
           used.tv_nsec < SHORT_MS * 1000000L;
}

/*
 * Python asks for PYTHONINSPECT when the script has ended, other than by sys.exit(). An uncaught
 * exception has left sys.last_type. What is done here is Py_FinalizeEx's own beginning; whenever
 * something is not as it was expected, Python goes on and does all of it.
 */
void python_end(struct python *python)
{
    python->running = false;
    if (python->plain && was_short() && !python->sys_object("last_type") &&
        nothing_registered(python) && flush(python, "stdout", python->out) &&
        flush(python, "stderr", python->complaints))
        exit(0);
    python->clear_error();
}
