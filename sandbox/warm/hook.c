/* SPDX-License-Identifier: MIT */
/*
 * The library that makes an interpreter wait (LD_PRELOAD): at the moment when it first looks at its
 * script. Until then every run of the interpreter does the same; so it is done once, and each run is
 * a fork of it, which goes on from there as if nothing had been. The code that looks for, reads and
 * runs the script is the interpreter's own, and so are `__main__`, sys.argv, tracebacks and the rest.
 *
 * What is said to the cell's init is in messages.h, how a run is sealed in seal.c, what is done about
 * Python in python.c. An interpreter that waits is not filtered, but it never sees what a candidate
 * wrote; its forks do, and by then they are as closed off as any run (sandbox/README.md).
 */
#include "sandbox/warm/hook.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* A preloaded library has nowhere else to keep what it knows. */
static struct hook {
    int (*stat64)(const char *, struct stat64 *);
    char *(*getenv)(const char *);
    const char *script, *modules; /* in the environment's own memory */
    bool armed;                   /* waits at the next look at the script */
    struct python python;
} hook;

/*
 * Before main: takes what the environment says and takes it out, so that the script's environment is
 * what it always is. Nobody of the same uid may look into the process that waits, or signal it.
 */
__attribute__((constructor)) static void begin(void)
{
    *(void **)&hook.stat64 = dlsym(RTLD_NEXT, "stat64");
    *(void **)&hook.getenv = dlsym(RTLD_NEXT, "getenv");
    hook.script = hook.getenv(WARM_SCRIPT);
    hook.modules = hook.getenv(WARM_MODULES);
    unsetenv("LD_PRELOAD");
    unsetenv(WARM_SCRIPT);
    unsetenv(WARM_MODULES);
    close(WARM_LIBRARY);
    hook.armed =
        hook.script && hook.modules && hook.stat64 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
    if (!hook.armed)
        _exit(1);
}

/* A thread that is not forked would leave its locks behind. */
static int count_threads(void)
{
    struct stat st;

    return stat("/proc/self/task", &st) < 0 ? 0 : (int)st.st_nlink - 2;
}

/*
 * Forks as init's child. The C library keeps the thread's own number; its fork() has the kernel
 * write the new one to the place that set_tid_address(2) named, and so do we.
 */
static pid_t fork_for_init(int *tid_address)
{
    return (pid_t)syscall(SYS_clone,
                          CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD, NULL,
                          NULL, tid_address, NULL);
}

/* No descriptor of whose run started it may stay in the process that waits. */
static int park(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    for (int fd = 0; fd < 3 && null >= 0; fd++)
        if (dup2(null, fd) < 0)
            return -1;
    if (null < 0)
        return -1;
    close(null);
    return chdir("/");
}

/* Waits and forks until init is gone. Returns in a run only. */
static void serve(struct warm_request *request, int *tid_address)
{
    for (;;) {
        struct warm_born born;
        int fds[3];

        if (seal_receive(request, fds) < 0)
            _exit(0);
        born.pid = fork_for_init(tid_address);
        if (born.pid == 0) {
            seal(request, fds);
            return;
        }
        if (born.pid < 0)
            born.pid = -errno;
        for (int i = 0; i < 3; i++)
            close(fds[i]);
        if (write(WARM_CONTROL, &born, sizeof born) != sizeof born)
            _exit(0);
    }
}

/* The kernel's struct: the C library's calls leave two signals out. */
struct action {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};

/*
 * What a program could send to the process that waits must change nothing in it. Ignored, not blocked:
 * what is blocked is kept, and counts against the limit of all later runs of that uid.
 */
static void ignore_signals(struct action before[_NSIG])
{
    const struct action ignore = {.handler = SIG_IGN};

    for (int sig = 1; sig < _NSIG; sig++)
        syscall(SYS_rt_sigaction, sig, &ignore, &before[sig], sizeof ignore.mask);
}

static void restore_signals(const struct action before[_NSIG])
{
    for (int sig = 1; sig < _NSIG; sig++)
        if (before[sig].handler != SIG_IGN)
            syscall(SYS_rt_sigaction, sig, &before[sig], NULL, sizeof before[sig].mask);
}

static void wait_for_run(void)
{
    struct warm_hello hello = {.error = 0};
    struct action actions[_NSIG] = {{.handler = NULL}};
    struct warm_request *request;
    int *tid_address = NULL;

    python_find(&hook.python);
    python_load(&hook.python, hook.modules);
    ignore_signals(actions);
    /* A mapping of its own: a run can give it back with all that is in it. */
    request =
        mmap(NULL, sizeof *request, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (request == MAP_FAILED || prctl(PR_GET_TID_ADDRESS, &tid_address, 0, 0, 0) < 0 || park() < 0)
        hello.error = errno;
    else if (count_threads() != 1)
        hello.error = EBUSY;
    if (write(WARM_CONTROL, &hello, sizeof hello) != sizeof hello || hello.error != 0)
        _exit(1);
    serve(request, tid_address);
    seal_pass_gate();
    munmap(request, sizeof *request);
    python_begin(&hook.python);
    restore_signals(actions);
}

static bool is_script(const char *path)
{
    size_t n = strlen(path), k = strlen(hook.script);

    return n >= k && strcmp(path + n - k, hook.script) == 0 && (n == k || path[n - k - 1] == '/');
}

/* Python's first look at its script, whatever its version: is it a directory or an archive? */
__attribute__((visibility("default"))) int stat64(const char *path, struct stat64 *st)
{
    if (hook.armed && is_script(path)) {
        hook.armed = false;
        wait_for_run();
    }
    return hook.stat64(path, st);
}

/* Python reads PYTHONINSPECT last, before Py_FinalizeEx. */
__attribute__((visibility("default"))) char *getenv(const char *name)
{
    char *value = hook.getenv ? hook.getenv(name) : NULL;

    if (!value && hook.python.running && strcmp(name, "PYTHONINSPECT") == 0)
        python_end(&hook.python);
    return value;
}
