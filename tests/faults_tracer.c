/* SPDX-License-Identifier: MIT */
/*
 * Runs winnow and makes one system call of one of its processes fail, once.
 *
 *     tracer LOG COMMAND...                        logs every call: "init2 openat 5"
 *     tracer LOG -i init2:openat:5:24 COMMAND...   makes that call fail with errno 24
 *     tracer LOG -i init2+:openat:5:24 COMMAND...  the same in every later cell too: no retry helps
 *
 * The log also has "injected" if that happened, "main PID", "descriptors N" (how many winnow held when
 * it exited) and "left PID" for each of its processes that outlived it. The exit status is winnow's,
 * or 128 + the signal that ended it.
 *
 * Names: "main" is winnow; "init1", "init2" … are its cells in the order of creation; "child2" is a
 * child of init2 until it executes a program, which is not traced. Calls are counted for each name
 * and call, so that a fault is at the same place in the code in every run.
 *
 * Why ptrace: a preloaded library does not see raw calls and is not loaded in the cell; a seccomp
 * filter cannot count; the kernel's own fault injection (fail_function) needs a debug kernel. strace
 * can inject, but it counts for each process and injects in all of them: it cannot select "the second
 * dup2 of the third cell", and it would also inject into candidates.
 */
#include <dirent.h>
#include <errno.h>
#include <seccomp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "only for x86-64 so far: fail_call() writes its registers"
#endif

enum { TRACEES = 64, CALLS = 512, INSTANCES = 64, SECONDS_TO_END = 3 };

enum role { ROLE_MAIN, ROLE_INIT, ROLE_CHILD };
static const char *const role_names[] = {"main", "init", "child"};

struct tracee {
    pid_t pid;
    bool known;   /* its birth has been told of by its parent */
    bool waiting; /* it stopped before that */
    bool failing; /* its call was taken away, the result is still to be put in place */
    enum role role;
    int number; /* of the cell; 0 for main */
};

struct fault {
    enum role role;
    int number;
    bool later_too; /* in every later cell as well */
    int call;       /* -1: no fault, a log of all calls instead */
    int nth, error;
    bool armed;
};

struct tracer {
    struct tracee tracees[TRACEES];
    unsigned short counts[2][INSTANCES][CALLS]; /* [is a child][cell][call] */
    int cells;
    struct fault fault;
    FILE *log;
    bool main_ended;
    int main_status;
};

static _Noreturn void die(const char *what)
{
    perror(what);
    exit(125);
}

static struct tracee *find_tracee(struct tracer *t, pid_t pid)
{
    struct tracee *free_one = NULL;

    for (int i = 0; i < TRACEES; i++) {
        if (t->tracees[i].pid == pid)
            return &t->tracees[i];
        if (t->tracees[i].pid == 0 && !free_one)
            free_one = &t->tracees[i];
    }
    if (!free_one) {
        fputs("tracer: too many processes\n", stderr);
        exit(125);
    }
    *free_one = (struct tracee){.pid = pid};
    return free_one;
}

/* Continues a tracee, up to its next call if its calls still count. It may have died meanwhile. */
static void go_on(const struct tracer *t, const struct tracee *p, int sig)
{
    bool interested = t->fault.armed || t->fault.call < 0 || p->failing;

    if (ptrace(interested ? PTRACE_SYSCALL : PTRACE_CONT, p->pid, 0, sig) < 0 && errno != ESRCH)
        die("tracer: ptrace");
}

/* Cancels the call: number -1 is no call. Its result is set when it "returns". */
static void fail_call(struct tracer *t, struct tracee *p)
{
    struct user_regs_struct regs;

    if (ptrace(PTRACE_GETREGS, p->pid, 0, &regs) < 0)
        return;
    regs.orig_rax = (unsigned long long)-1;
    if (ptrace(PTRACE_SETREGS, p->pid, 0, &regs) < 0)
        return;
    p->failing = true;
    t->fault.armed = t->fault.later_too;
}

static void fail_result(struct tracer *t, struct tracee *p)
{
    struct user_regs_struct regs;

    p->failing = false;
    if (ptrace(PTRACE_GETREGS, p->pid, 0, &regs) < 0)
        return;
    regs.rax = (unsigned long long)-t->fault.error;
    if (ptrace(PTRACE_SETREGS, p->pid, 0, &regs) == 0)
        fputs("injected\n", t->log);
}

static bool strikes(const struct fault *fault, const struct tracee *p, int call, int nth)
{
    return fault->armed && fault->call == call && fault->nth == nth && fault->role == p->role &&
           (fault->number == p->number || (fault->later_too && p->number > fault->number));
}

static void log_call(const struct tracer *t, const struct tracee *p, int nr, int nth)
{
    char *call = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, nr);

    fprintf(t->log, p->role == ROLE_MAIN ? "%s" : "%s%d", role_names[p->role], p->number);
    fprintf(t->log, " %s %d\n", call ? call : "?", nth);
    free(call);
}

static void enter_call(struct tracer *t, struct tracee *p, unsigned long long nr)
{
    int nth;

    if (nr >= CALLS || p->number >= INSTANCES)
        return;
    nth = ++t->counts[p->role == ROLE_CHILD][p->number][nr];
    if (strikes(&t->fault, p, (int)nr, nth))
        fail_call(t, p);
    if (t->fault.call < 0)
        log_call(t, p, (int)nr, nth);
}

static void stopped_at_call(struct tracer *t, struct tracee *p)
{
    struct __ptrace_syscall_info info;

    if (ptrace(PTRACE_GET_SYSCALL_INFO, p->pid, sizeof info, &info) < 0)
        return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY)
        enter_call(t, p, info.entry.nr);
    else if (info.op == PTRACE_SYSCALL_INFO_EXIT && p->failing)
        fail_result(t, p);
}

static void born(struct tracer *t, const struct tracee *parent)
{
    unsigned long pid;
    struct tracee *p;

    if (ptrace(PTRACE_GETEVENTMSG, parent->pid, 0, &pid) < 0)
        return;
    p = find_tracee(t, (pid_t)pid);
    p->known = true;
    p->role = parent->role == ROLE_MAIN ? ROLE_INIT : ROLE_CHILD;
    p->number = parent->role == ROLE_MAIN ? ++t->cells : parent->number;
    if (p->waiting)
        go_on(t, p, 0);
}

/* Counts the descriptors that winnow holds when it exits, to find leaks. */
static void count_descriptors(struct tracer *t, pid_t pid)
{
    char path[32];
    int n = 0;
    DIR *dir;

    snprintf(path, sizeof path, "/proc/%d/fd", pid);
    dir = opendir(path);
    if (!dir)
        return;
    for (const struct dirent *entry; (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    closedir(dir);
    fprintf(t->log, "descriptors %d\n", n);
}

static void stopped_at_event(struct tracer *t, struct tracee *p, int event, int sig)
{
    switch (event) {
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_VFORK:
    case PTRACE_EVENT_CLONE:
        born(t, p);
        break;
    case PTRACE_EVENT_EXEC:
        if (p->role != ROLE_MAIN) {
            ptrace(PTRACE_DETACH, p->pid, 0, 0);
            p->pid = 0;
            return;
        }
        break;
    case PTRACE_EVENT_EXIT:
        if (p->role == ROLE_MAIN)
            count_descriptors(t, p->pid);
        break;
    case PTRACE_EVENT_STOP:
        if (!p->known) {
            p->waiting = true;
            return;
        }
        if (sig != SIGTRAP) { /* a group stop lasts until SIGCONT */
            ptrace(PTRACE_LISTEN, p->pid, 0, 0);
            return;
        }
        break;
    default:
        break;
    }
    go_on(t, p, 0);
}

static void ended(struct tracer *t, struct tracee *p, int status)
{
    if (p->role == ROLE_MAIN && p->known) {
        t->main_ended = true;
        t->main_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        alarm(SECONDS_TO_END);
    }
    p->pid = 0;
}

static void handle(struct tracer *t, pid_t pid, int status)
{
    struct tracee *p = find_tracee(t, pid);
    int sig = WSTOPSIG(status);

    if (WIFEXITED(status) || WIFSIGNALED(status))
        ended(t, p, status);
    else if (sig == (SIGTRAP | 0x80)) {
        stopped_at_call(t, p);
        go_on(t, p, 0);
    } else if (status >> 16)
        stopped_at_event(t, p, status >> 16, sig);
    else
        go_on(t, p, sig);
}

static void wake_up(int sig)
{
    (void)sig; /* ends the wait */
}

static void watch(struct tracer *t)
{
    struct sigaction action = {.sa_handler = wake_up};
    int status;
    pid_t pid;

    sigaction(SIGALRM, &action, NULL);
    while ((pid = waitpid(-1, &status, __WALL)) > 0)
        handle(t, pid, status);
    for (int i = 0; i < TRACEES; i++)
        if (t->tracees[i].pid > 0)
            fprintf(t->log, "left %d (%s%d)\n", t->tracees[i].pid, role_names[t->tracees[i].role],
                    t->tracees[i].number);
}

static int parse_instance(struct fault *fault, const char *text)
{
    for (int role = 0; role <= ROLE_CHILD; role++) {
        size_t n = strlen(role_names[role]);

        if (strncmp(text, role_names[role], n) != 0)
            continue;
        fault->role = (enum role)role;
        fault->number = atoi(text + n);
        fault->later_too = strchr(text, '+') != NULL;
        return 0;
    }
    return -1;
}

static int parse_fault(struct fault *fault, const char *text)
{
    char instance[32], call[64];

    if (sscanf(text, "%31[^:]:%63[^:]:%d:%d", instance, call, &fault->nth, &fault->error) != 4)
        return -1;
    fault->call = seccomp_syscall_resolve_name(call);
    fault->armed = true;
    return fault->call < 0 ? -1 : parse_instance(fault, instance);
}

/* Starts the command, seized before it executes: its exec is the first stop. */
static void start_command(struct tracer *t, char **command)
{
    int gate[2];
    char byte;
    pid_t pid;

    if (pipe(gate) < 0 || (pid = fork()) < 0)
        die("tracer: fork");
    if (pid == 0) {
        close(gate[1]);
        if (read(gate[0], &byte, 1) < 0)
            _exit(125);
        close(gate[0]);
        execvp(command[0], command);
        _exit(125);
    }
    *find_tracee(t, pid) = (struct tracee){.pid = pid, .known = true};
    fprintf(t->log, "main %d\n", pid);
    fflush(t->log);
    if (ptrace(PTRACE_SEIZE, pid, 0,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                   PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_TRACEEXIT |
                   PTRACE_O_EXITKILL) < 0)
        die("tracer: PTRACE_SEIZE");
    close(gate[0]);
    close(gate[1]);
}

int main(int argc, char **argv)
{
    static struct tracer t = {.fault = {.call = -1}};
    int at = 2;

    if (argc > 4 && strcmp(argv[2], "-i") == 0) {
        if (parse_fault(&t.fault, argv[3]) < 0) {
            fprintf(stderr, "tracer: '%s': not INSTANCE:CALL:NTH:ERRNO\n", argv[3]);
            return 125;
        }
        at = 4;
    }
    if (at >= argc) {
        fputs("usage: tracer LOG [-i INSTANCE:CALL:NTH:ERRNO] COMMAND...\n", stderr);
        return 125;
    }
    t.log = fopen(argv[1], "we");
    if (!t.log)
        die(argv[1]);
    start_command(&t, argv + at);
    watch(&t);
    return fclose(t.log) == 0 && t.main_ended ? t.main_status : 125;
}
