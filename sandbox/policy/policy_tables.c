/* SPDX-License-Identifier: MIT */
#include "sandbox/policy/policy_tables.h"

#include <asm/mman.h>
#include <asm/termbits.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

/* All arguments that rows compare are ints, of which the kernel reads the lower half. */
#define INT UINT32_MAX

#define ALWAYS(names, what, reason)                                                                \
    {                                                                                              \
        .calls = (names), .action = (what), .why = (reason)                                        \
    }
#define MASKED(names, what, n, m, v, reason)                                                       \
    {                                                                                              \
        .calls = (names), .action = (what), .why = (reason), .test_count = 1, .tests = {           \
            {n, m, v}                                                                              \
        }                                                                                          \
    }
#define ALLOW(call, why)            ALWAYS(call, RULE_ALLOW, why)
#define IGNORE(call, why)           ALWAYS(call, RULE_IGNORE, why)
#define DENY(call, why)             ALWAYS(call, RULE_DENY, why)
#define KILL(call, why)             ALWAYS(call, RULE_KILL, why)
#define ALLOW_IF(call, n, v, why)   MASKED(call, RULE_ALLOW, n, INT, v, why)
#define IGNORE_IF(call, n, v, why)  MASKED(call, RULE_IGNORE, n, INT, v, why)
#define DENY_BIT(call, n, bit, why) MASKED(call, RULE_DENY, n, bit, bit, why)
#define KILL_BIT(call, n, bit, why) MASKED(call, RULE_KILL, n, bit, bit, why)
#define END                                                                                        \
    {                                                                                              \
        .calls = NULL                                                                              \
    }

#define NAMESPACE_FLAGS                                                                            \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET | CLONE_PTRACE | CLONE_PARENT)

/* A lower priority for the program itself would only let its verdict depend on the load. */
#define IGNORE_PRIORITY(pid)                                                                       \
    {                                                                                              \
        .calls = "setpriority", .action = RULE_IGNORE,                                             \
        .why = "lower, for itself: only the judge sets priorities", .test_count = 3, .tests = {    \
            {0, INT, PRIO_PROCESS},                                                                \
            {1, INT, pid},                                                                         \
            {2, 0x80000000, 0}                                                                     \
        }                                                                                          \
    }
#define IGNORE_CLASS(class)                                                                        \
    {                                                                                              \
        .calls = "sched_setscheduler", .action = RULE_IGNORE,                                      \
        .why = "for itself: only the judge sets priorities", .test_count = 2, .tests = {           \
            {0, INT, 0},                                                                           \
            {1, INT, class}                                                                        \
        }                                                                                          \
    }
#define ADVICE(action, count, first, why)                                                          \
    MASKED("madvise", action, 2, INT - (count) + 1, first, why)

/*
 * A clock of another process (clock_getcpuclockid(3)) needs no rights: that of the cell's init grows with
 * what earlier runs left it to do. Of such an id, bit 31 is set, bit 2 for a thread, the rest is ~pid << 3.
 */
#define CLOCK_CALLS "clock_gettime clock_getres clock_nanosleep timer_create"

/* Not the value of all ones, which asks. */
#define KILL_PERSONALITY(flag)                                                                     \
    MASKED("personality", RULE_KILL, 0, 0x80000000 | (flag), flag,                                 \
           "old personalities turn defences off")

/* Rules for all programs. */
static const struct rule common[] = {
    /* files */
    ALLOW("read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range "
          "fstat ftruncate fallocate copy_file_range sendfile splice tee",
          "reads and writes open files"),
    /* The page cache is the host's: what one run brings into it or drives out of it, the next could
       read back without measuring time. So nothing can be driven out, and nothing asks what is there */
    ALLOW_IF("preadv2", 5, 0, "no flags: RWF_NOWAIT tells whether a page is cached"),
    ALLOW_IF("pwritev2", 5, 0, "no flags, as for preadv2"),
    IGNORE("fadvise64", "advice; DONTNEED empties the page cache of shared files"),
    IGNORE("fsync fdatasync sync_file_range",
           "a run's files are in memory; a host's file has nothing to write"),
    /* paths */
    ALLOW("open openat creat stat lstat newfstatat statx access faccessat faccessat2 readlink "
          "readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir unlink "
          "unlinkat rename renameat renameat2 link linkat symlink symlinkat truncate umask",
          "the root is read-only and minimal; the work directory is the run's own"),
    /* memory */
    ALLOW("mmap mprotect munmap mremap brk",
          "ordinary memory management; a cgroup or rlimits limit it"),
    MASKED("msync", RULE_ALLOW, 2, MS_SYNC, 0, "tests addresses; writes nothing"),
    MASKED("msync", RULE_IGNORE, 2, MS_SYNC, MS_SYNC, "as fsync"),
    /* madvise: ranges of values from asm-generic/mman-common.h */
    ADVICE(RULE_ALLOW, 8, 0, "NORMAL to DONTNEED: its own mappings"),
    ADVICE(RULE_ALLOW, 4, MADV_FREE, "FREE to DOFORK: its own mappings"),
    ADVICE(RULE_IGNORE, 2, MADV_MERGEABLE, "would tell what other cells' memory holds"),
    ADVICE(RULE_ALLOW, 2, MADV_HUGEPAGE, "HUGEPAGE, NOHUGEPAGE: its own mappings"),
    ADVICE(RULE_ALLOW, 4, MADV_DONTDUMP, "DONTDUMP to KEEPONFORK: its own mappings"),
    ADVICE(RULE_IGNORE, 4, MADV_COLD, "PAGEOUT would empty the page cache of shared files"),
    IGNORE("mlock mlockall munlock munlockall",
           "whether its memory could be swapped out is the host's business"),
    ALLOW("membarrier pkey_alloc pkey_free pkey_mprotect",
          "ordinary memory management; a cgroup or rlimits limit it"),
    /* signals: the rules for sending them are in the tables below */
    ALLOW("rt_sigaction rt_sigprocmask rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_sigpending "
          "sigaltstack pause restart_syscall",
          "a program's own handling of signals"),
    /* time */
    MASKED(CLOCK_CALLS, RULE_ALLOW, 0, 0x80000000, 0, "clocks can be read, not set"),
    MASKED(CLOCK_CALLS, RULE_ALLOW, 0, 0x80000004, 0x80000004,
           "its own threads: the kernel checks"),
    MASKED(CLOCK_CALLS, RULE_ALLOW, 0, 0xfffffffc, 0xfffffff8, "its own process, by number 0"),
    ALLOW("nanosleep gettimeofday time times alarm setitimer getitimer timer_settime "
          "timer_gettime timer_getoverrun timer_delete timerfd_create timerfd_settime "
          "timerfd_gettime",
          "clocks can be read and waited for, not set"),
    /* threads */
    ALLOW("futex futex_waitv set_tid_address set_robust_list get_robust_list rseq arch_prctl "
          "sched_yield sched_getaffinity",
          "threads and what the C library needs for them"),
    ALLOW("sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min "
          "getcpu gettid",
          "threads and what the C library needs for them"),
    /* Refused for others: at the level user, init has the same uid. */
    IGNORE_IF("sched_setaffinity", 0, 0, "nobody leaves the cores that he was given"),
    IGNORE_IF("sched_setaffinity", 0, POLICY_OWN_PID, "nobody leaves the cores that he was given"),
    /* identity */
    ALLOW("getpid getppid getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp "
          "getpgid getsid uname",
          "reads the program's own properties; changes nothing"),
    ALLOW("sysinfo", "qsort asks for the size of the memory, and ignores a refusal: see README.md"),
    ALLOW("getrusage getrlimit getpriority capget getrandom",
          "reads the program's own properties; changes nothing"),
    /* children */
    ALLOW("wait4 waitid exit exit_group setrlimit",
          "processes are limited in number and all end with the run"),
    ALLOW_IF("prlimit64", 0, 0, "for itself only: at the level user, init has the same uid"),
    ALLOW_IF("prlimit64", 0, POLICY_OWN_PID, "for itself only"),
    /* events */
    ALLOW("pipe pipe2 dup dup2 dup3 poll ppoll select pselect6 epoll_create epoll_create1 "
          "epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2 signalfd signalfd4",
          "waits on its own descriptors"),
    /* ioctl: what stdio and interpreters ask about a descriptor; nothing that changes a terminal */
    ALLOW_IF("ioctl", 1, TCGETS, "isatty"),
    ALLOW_IF("ioctl", 1, FIONREAD, "bytes waiting"),
    ALLOW_IF("ioctl", 1, FIOCLEX, "close-on-exec, as interpreters set it"),
    ALLOW_IF("ioctl", 1, FIONCLEX, "the reverse of FIOCLEX"),
    ALLOW_IF("ioctl", 1, TIOCGWINSZ, "terminal size; fails on files"),
    /* fcntl: descriptors only. Locks and leases on the shared read-only root would be a channel
       between cells; seals would remain after the run */
    ALLOW_IF("fcntl", 1, F_DUPFD, "dup"),
    ALLOW_IF("fcntl", 1, F_DUPFD_CLOEXEC, "dup"),
    ALLOW_IF("fcntl", 1, F_GETFD, "descriptor flags"),
    ALLOW_IF("fcntl", 1, F_SETFD, "descriptor flags"),
    ALLOW_IF("fcntl", 1, F_GETFL, "file flags"),
    ALLOW_IF("fcntl", 1, F_SETFL, "file flags"),
    ALLOW_IF("fcntl", 1, F_GETPIPE_SZ, "pipe size"),
    /* prctl: names, and what a program may say about itself */
    ALLOW_IF("prctl", 0, PR_SET_NAME, "thread names"),
    ALLOW_IF("prctl", 0, PR_GET_NAME, "thread names"),
    ALLOW_IF("prctl", 0, PR_SET_VMA, "names of anonymous memory, set by newer C libraries"),
    ALLOW_IF("prctl", 0, PR_CAPBSET_READ, "reads, changes nothing"),
    MASKED("prctl", RULE_ALLOW, 0, INT - 1, PR_SET_NO_NEW_PRIVS,
           "and GET: it cannot be taken back"),
    IGNORE_IF("prctl", 0, PR_SET_DUMPABLE,
              "init measures memory through /proc; there are no dumps"),
    IGNORE_IF("prctl", 0, PR_SET_PDEATHSIG, "all end with the run; the level basic uses it itself"),
    /* clone: never a namespace. clone3 has its flags in memory, which a filter cannot read; it gets
       ENOSYS, and the C library falls back to clone */
    KILL_BIT("clone", 0, CLONE_NEWNS, "new mount namespace"),
    KILL_BIT("clone", 0, CLONE_NEWCGROUP, "new cgroup namespace"),
    KILL_BIT("clone", 0, CLONE_NEWUTS, "new uts namespace"),
    KILL_BIT("clone", 0, CLONE_NEWIPC, "new ipc namespace"),
    KILL_BIT("clone", 0, CLONE_NEWUSER, "new user namespace: capabilities"),
    KILL_BIT("clone", 0, CLONE_NEWPID, "new pid namespace"),
    KILL_BIT("clone", 0, CLONE_NEWNET, "new network namespace"),
    KILL_BIT("clone", 0, CLONE_PTRACE, "inherits a tracer"),
    KILL_BIT("clone", 0, CLONE_PARENT, "would make a child of the cell's init"),
    /* refused with an error: portable programs try these calls and handle a refusal */
    DENY_BIT("setpriority", 2, 0x80000000, "only the judge sets priorities"),
    IGNORE_PRIORITY(0),
    IGNORE_PRIORITY(POLICY_OWN_PID),
    IGNORE_CLASS(SCHED_OTHER),
    IGNORE_CLASS(SCHED_BATCH),
    ALLOW_IF("sched_setparam", 0, 0, "its class stays, which has no other priority than 0"),
    DENY("sched_setattr", "a real-time program could starve the host"),
    IGNORE("ioprio_set", "only the judge sets priorities"),
    DENY("mknod mknodat", "no devices, no FIFOs"),
    DENY("chown fchown lchown fchownat", "a run has one uid only"),
    KILL("ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd process_madvise",
         "reads or controls other processes"),
    KILL("mount umount2 pivot_root chroot setns unshare open_tree move_mount fsopen fsconfig "
         "fsmount fspick mount_setattr",
         "changes mounts or namespaces"),
    KILL("bpf perf_event_open userfaultfd fanotify_init vmsplice",
         "attack surface of the kernel that no solution needs"),
    KILL("add_key request_key keyctl", "keyrings remain after a run"),
    KILL("init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff",
         "modules, kexec, power, swap"),
    KILL("iopl ioperm modify_ldt", "raw hardware"),
    KILL("open_by_handle_at name_to_handle_at", "opens files outside the root"),
    KILL("setfsuid setfsgid setgroups capset", "changes identity or personality"),
    KILL_PERSONALITY(READ_IMPLIES_EXEC),
    MASKED("personality", RULE_ALLOW, 0, 0xffffffff, 0xffffffff, "asks, changes nothing"),
    ALLOW_IF("personality", 0, ADDR_NO_RANDOMIZE, "what it has already"),
    KILL("syslog acct quotactl settimeofday clock_settime clock_adjtime adjtimex sethostname "
         "setdomainname vhangup lookup_dcookie nfsservctl seccomp",
         "system administration"),
    END,
};

/* In a pid namespace: a program sees only processes of its cell, and one kill ends them all. */
static const struct rule in_a_namespace[] = {
    ALLOW("kill tgkill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal",
          "other cells are in other pid namespaces"),
    ALLOW("fork vfork", "processes are limited in number and all end with the run"),
    ALWAYS("statfs fstatfs", RULE_ASK, "multiprocessing asks for room in /dev/shm"),
    ALLOW("setsid", "all processes end with the run, whatever their session"),
    ALLOW("setpgid", "all processes end with the run, whatever their group"),
    MASKED("clone", RULE_ALLOW, 0, NAMESPACE_FLAGS, 0, "threads and processes"),
    END,
};

/*
 * Without a pid namespace (level basic) a run is killed by its process group. So no process may leave
 * the group, and a program may signal only itself.
 */
#define OWN_GROUP                                                                                  \
    ALLOW_IF("kill", 0, POLICY_OWN_PID, "itself only: the host's other processes are visible"),    \
        ALLOW_IF("kill", 0, 0, "its own process group, which is the run"),                         \
        ALLOW_IF("tgkill", 0, POLICY_OWN_PID, "its own threads; raise and abort"),                 \
        ALLOW_IF("tkill", 0, POLICY_OWN_PID, "its own main thread"),                               \
        ALLOW_IF("rt_sigqueueinfo", 0, POLICY_OWN_PID, "itself"),                                  \
        ALLOW_IF("rt_tgsigqueueinfo", 0, POLICY_OWN_PID, "its own threads"),                       \
        DENY("setsid", "the run is killed by its process group"),                                  \
        DENY("setpgid", "the run is killed by its process group")

/* A solution is one process there, so that its memory and time are exact without a cgroup. */
static const struct rule one_process[] = {
    OWN_GROUP,
    ALWAYS("fork", RULE_AGAIN, "one process"),
    ALWAYS("vfork", RULE_AGAIN, "one process"),
    MASKED("clone", RULE_ALLOW, 0, NAMESPACE_FLAGS | CLONE_THREAD, CLONE_THREAD, "threads"),
    MASKED("clone", RULE_AGAIN, 0, NAMESPACE_FLAGS | CLONE_THREAD, 0, "one process"),
    END,
};

/* The compiler's driver starts its passes; no source can make it start another program. */
static const struct rule one_group[] = {
    OWN_GROUP,
    ALLOW("fork vfork", "the driver starts its passes"),
    MASKED("clone", RULE_ALLOW, 0, NAMESPACE_FLAGS, 0, "threads and processes"),
    END,
};

/* A solution starts no programs. The key (policy.c) allows the start of the solution itself. */
static const struct rule no_exec[] = {
    ALWAYS("execve", RULE_NO_EXEC, "a solution is one program"),
    END,
};

/* Python's multiprocessing starts helpers, which are the interpreter again. */
static const struct rule helpers_only[] = {
    ALWAYS("execve", RULE_ASK, "helpers of Python's multiprocessing"),
    END,
};

#define IDENTITY "setuid setgid setreuid setregid setresuid setresgid"

/*
 * Solutions cannot change modes and times of files, nor who they are. Several runs share the input and the program: a
 * changed mode would make them unreadable for the next run, and a time would be a message to it.
 */
static const struct rule solutions_only[] = {
    DENY("chmod fchmod fchmodat", "other runs share the input"),
    DENY("utime utimes futimesat utimensat", "a message to the next run"),
    KILL(IDENTITY, "changes identity"),
    END,
};

/* A program of one of these profiles that asks for a socket or an io_uring is an attack. */
static const struct rule no_network[] = {
    KILL("socket connect bind listen accept accept4", "the network"),
    KILL("io_uring_setup io_uring_enter io_uring_register",
         "attack surface of the kernel that no solution needs"),
    END,
};

/*
 * The JVM, Mono and compilers written for them look for a network and a name service when they start,
 * and go on without. (Node asks for an io_uring, and goes on without: no row, so ENOSYS.)
 */
static const struct rule network_refused[] = {
    DENY("socket connect bind listen accept accept4", "the network; runtimes try at their start"),
    END,
};

/* The event loops of interpreters wake themselves through a socket pair, which stays in the process. */
static const struct rule interpreter[] = {
    ALLOW_IF("socketpair", 0, AF_UNIX, "asyncio's wake-up pair"),
    ALLOW_IF("ioctl", 1, FIONBIO, "asyncio's pair does not block"),
    ALLOW("sendto recvfrom", "for a socket pair: no other socket can exist"),
    ALLOW("getsockopt getsockname getpeername shutdown", "for a socket pair"),
    END,
};

/* gcc is a driver: it starts cc1, as and ld. */
static const struct rule compiler[] = {
    ALLOW("execve", "the driver starts its passes"),
    ALLOW("chmod fchmod fchmodat", "the linker makes its product executable"),
    IGNORE(IDENTITY, "make takes its own identity again before each command"),
    END,
};

/* The runtimes of Java, JavaScript, C# and the like, and compilers written for them. */
static const struct rule runtime[] = {
    ALLOW_IF("socketpair", 0, AF_UNIX, "the JVM makes one when it opens its first file"),
    IGNORE_IF("sched_setscheduler", 1, SCHED_OTHER, "Mono, for each thread: the class that it has"),
    ALLOW_IF("ioctl", 1, FIONBIO, "pipes of Node and of rustc's linker do not block"),
    END,
};

static const struct rule *const native[] = {common,         in_a_namespace, no_exec,
                                            solutions_only, no_network,     NULL};
static const struct rule *const interpreters[] = {
    common, in_a_namespace, helpers_only, solutions_only, interpreter, no_network, NULL};
static const struct rule *const runtimes[] = {common,  in_a_namespace,  no_exec, solutions_only,
                                              runtime, network_refused, NULL};
static const struct rule *const compilers[] = {common,  in_a_namespace,  compiler,
                                               runtime, network_refused, NULL};
static const struct rule *const basic_native[] = {common,         one_process, no_exec,
                                                  solutions_only, no_network,  NULL};
static const struct rule *const basic_interpreters[] = {
    common, one_process, no_exec, solutions_only, interpreter, no_network, NULL};
static const struct rule *const basic_runtimes[] = {
    common, one_process, no_exec, solutions_only, runtime, network_refused, NULL};
static const struct rule *const basic_compilers[] = {common,  one_group,       compiler,
                                                     runtime, network_refused, NULL};

const struct rule *const *const policy_tables[POLICY_COUNT] = {
    [PROFILE_NATIVE] = native,
    [PROFILE_INTERPRETER] = interpreters,
    [PROFILE_RUNTIME] = runtimes,
    [PROFILE_COMPILER] = compilers,
    [POLICY_BASIC + PROFILE_NATIVE] = basic_native,
    [POLICY_BASIC + PROFILE_INTERPRETER] = basic_interpreters,
    [POLICY_BASIC + PROFILE_RUNTIME] = basic_runtimes,
    [POLICY_BASIC + PROFILE_COMPILER] = basic_compilers,
};
