/* SPDX-License-Identifier: MIT */
/* What the parts of the preloaded library call of each other; see hook.c. */
#ifndef SANDBOX_WARM_HOOK_H
#define SANDBOX_WARM_HOOK_H

#include "sandbox/warm/messages.h"

#include <stdbool.h>
#include <stddef.h>

/* seal.c. Receives a request and the run's three descriptors; -1 when init is gone. */
int seal_receive(struct warm_request *request, int fds[3]);

/* In the fork: takes the descriptors and seals the process. Ends it when that fails. */
void seal(struct warm_request *request, const int fds[3]);

/* Waits for init's byte, then closes all descriptors but stdin, stdout and stderr. */
void seal_pass_gate(void);

/* python.c: functions of Python's C API; NULL in an interpreter without them (PyPy). */
struct python {
    int (*gil_ensure)(void);
    void (*gil_release)(int);
    void *(*import)(const char *name);
    int (*run)(const char *program);
    void *(*unmarshal)(const char *bytes, long n);
    void *(*execute)(const char *name, void *code);
    void *(*modules)(void);
    void *(*item)(void *dict, const char *key);
    void *(*call)(void *object, const char *method, const char *format, ...);
    void *(*sys_object)(const char *name);
    long (*as_long)(void *object);
    void (*clear_error)(void);
    void (*forget)(void *object);
    bool found;   /* all of them */
    bool running; /* this process is a run, and its script has not ended */
};

/* A symbol of the interpreter's, and where its address is to be stored. */
struct symbol {
    const char *name;
    void **place;
};

bool python_symbols(const struct symbol *symbols, size_t count); /* false: one is missing */
void python_find(struct python *python);
void python_load(struct python *python, const char *modules); /* skips those that do not exist */
void python_begin(struct python *python);                     /* in a run, before the script */
void python_end(struct python *python);                       /* in a run, after the script */

/* rehearsal.c. Learns which pages a run uses; in a fork, gets them at once. */
void rehearse(const struct python *python);
/* In the rehearsal's process, which goes on to its end, a file with the source that it compiles; else -1. */
int rehearse_compile(void);
void rehearsal_populate(void);

/*
 * ending.c. To be called before the fork, with the modules loaded; `python` must stay where it is. Then
 * at the end of a run's script: Py_FinalizeEx will do nothing if nothing can observe that.
 */
void ending_prepare(const struct python *python);
void ending_skip_if_silent(void);

#endif
