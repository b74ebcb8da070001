/* SPDX-License-Identifier: MIT */
/*
 * The preloaded library (LD_PRELOAD) that makes an interpreter wait when it first looks at its script, or a compiler at its source.
 * Up to that moment every run of the interpreter does the same work, so it is done once; each run is
 * a fork that continues from there. The interpreter's own code finds, reads and runs the script, so
 * `__main__`, sys.argv, tracebacks and the rest are those of an ordinary start.
 *
 * messages.h has the messages exchanged with the cell's init, seal.c seals a run, python.c loads
 * modules and ending.c handles the end of a run. A waiting interpreter has no filter, but it never
 * reads what a candidate wrote; only its forks do, after they are sealed (sandbox/README.md).
 */
#include "sandbox/warm/library/hook.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* Global, because the C library's functions that we replace have no other way to reach it. */
static struct hook {
    int (*stat64)(const char *, struct stat64 *);
    FILE *(*fopen)(const char *, const char *);
    char *(*getenv)(const char *);
    const char *script, *modules; /* in the environment's own memory */
    bool armed;                   /* waits at the next look at the script */
    struct python python;
} hook;

/*
 * Before main: reads our variables and removes them, so that the script finds its usual environment.
 * Not dumpable: other processes of the same uid cannot read the waiting process's memory.
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

/* fork() copies one thread only: locks held by another would stay locked in the fork. */
static int count_threads(void)
{
    struct stat st;

    return stat("/proc/self/task", &st) < 0 ? 0 : (int)st.st_nlink - 2;
}

/*
 * Forks a child whose parent is init. The C library caches the thread's id; as its own fork() does, we
 * let the kernel write the new id to the address that was given to set_tid_address(2).
 */
static pid_t fork_for_init(int *tid_address)
{
    return (pid_t)syscall(SYS_clone,
                          CLONE_PARENT | CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD, NULL,
                          NULL, tid_address, NULL);
}

/* The waiting process must keep no descriptor of the run for which it was started. */
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

/*
 * Forks a run for each request until init is gone. Returns in the forks only, with -1; and in that of a compiler's rehearsal,
 * which costs as much as a compile, so that there must have been some: with the file that it reads.
 */
static int serve(struct warm_request *request, int *tid_address, bool compiles)
{
    enum { REHEARSED_AT = 3 };

    for (int served = 1;; served++) {
        struct warm_born born;
        int fds[3], source;

        if (seal_receive(request, fds) < 0)
            _exit(0);
        if (compiles && served == REHEARSED_AT && (source = rehearse_compile()) >= 0)
            return source;
        born.pid = fork_for_init(tid_address);
        if (born.pid == 0) {
            rehearsal_populate(); /* first: the filter of a run does not allow it */
            seal(request, fds);
            return -1;
        }
        if (born.pid < 0)
            born.pid = -errno;
        for (int i = 0; i < 3; i++)
            close(fds[i]);
        if (write(WARM_CONTROL, &born, sizeof born) != sizeof born)
            _exit(0);
    }
}

/* The kernel's struct: the C library's sigaction() refuses two signals that it uses itself. */
struct action {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};

/*
 * Signals that a program sends to the waiting process must have no effect. They are ignored, not
 * blocked: blocked signals are queued, and count against RLIMIT_SIGPENDING of later runs of that uid.
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

/*
 * gcc's compiler proper fills its tables of the processor's registers and costs at the first function (toplev.cc, initialize_rtl),
 * by its options alone; a fifth of a small compile. Sources that change options for functions do not come here (driver.h).
 */
static bool prepare_compiler(void)
{
    void (*initialize_rtl)(void);

    *(void **)&initialize_rtl = dlsym(RTLD_DEFAULT, "_Z14initialize_rtlv");
    if (initialize_rtl)
        initialize_rtl();
    return initialize_rtl;
}

/* What opens the script is given the descriptor that this returns, unless it is -1. */
static int wait_for_run(void)
{
    struct warm_hello hello = {.error = 0};
    struct action actions[_NSIG] = {{.handler = NULL}};
    struct warm_request *request;
    int *tid_address = NULL, source;
    bool compiles;

    python_find(&hook.python);
    python_load(&hook.python, hook.modules);
    compiles = prepare_compiler();
    /* In a mapping of its own, so that a run can unmap all of it. */
    request =
        mmap(NULL, sizeof *request, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (request == MAP_FAILED || prctl(PR_GET_TID_ADDRESS, &tid_address, 0, 0, 0) < 0 || park() < 0)
        hello.error = errno;
    else if (count_threads() != 1)
        hello.error = EBUSY;
    else if (!compiles)
        rehearse(&hook.python); /* its end is waited for, which SIGCHLD must not be ignored for */
    ignore_signals(actions);
    if (write(WARM_CONTROL, &hello, sizeof hello) != sizeof hello || hello.error != 0)
        _exit(1);
    if ((source = serve(request, tid_address, compiles)) >= 0)
        return source;
    seal_pass_gate();
    munmap(request, sizeof *request);
    python_begin(&hook.python);
    restore_signals(actions);
    return -1;
}

static bool is_script(const char *path)
{
    size_t n = strlen(path), k = strlen(hook.script);

    return n >= k && strcmp(path + n - k, hook.script) == 0 && (n == k || path[n - k - 1] == '/');
}

/* Returns what wait_for_run returns. */
static int wait_at_script(const char *path)
{
    if (!hook.armed || !is_script(path))
        return -1;
    hook.armed = false;
    return wait_for_run();
}

/* Every Python first looks at its script with stat64: is it a directory or an archive? */
__attribute__((visibility("default"))) int stat64(const char *path, struct stat64 *st)
{
    wait_at_script(path);
    return hook.stat64(path, st);
}

/* gcc's compiler proper first opens a file that it includes; gold an object file. */
__attribute__((visibility("default"))) int open(const char *path, int flags, ...)
{
    va_list more;
    mode_t mode;
    int fd;

    va_start(more, flags);
    mode = flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(more, mode_t) : 0;
    va_end(more);
    fd = wait_at_script(path);
    return fd < 0 ? (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode) : fd;
}

int open64(const char *path, int flags, ...) __attribute__((alias("open"), visibility("default")));

/* The assembler's first file is the one that it writes. */
__attribute__((visibility("default"))) FILE *fopen(const char *path, const char *mode)
{
    if (!hook.fopen) /* other libraries may open files before begin() */
        *(void **)&hook.fopen = dlsym(RTLD_NEXT, "fopen");
    wait_at_script(path);
    return hook.fopen(path, mode);
}

FILE *fopen64(const char *path, const char *mode)
    __attribute__((alias("fopen"), visibility("default")));

/* Python reads PYTHONINSPECT last, before Py_FinalizeEx. */
__attribute__((visibility("default"))) char *getenv(const char *name)
{
    char *value = hook.getenv ? hook.getenv(name) : NULL;

    if (!value && hook.python.running && strcmp(name, "PYTHONINSPECT") == 0)
        python_end(&hook.python);
    return value;
}
