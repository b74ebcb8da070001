/* SPDX-License-Identifier: MIT */
#include "sandbox/policy/policy_tables.h"

#include <asm/termbits.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#define ALLOW(call, why)                                                                           \
    {                                                                                              \
        call, RULE_ALLOW, why, TEST_ALWAYS, 0, 0, 0                                                \
    }
#define ALLOW_IF(call, n, v, why)                                                                  \
    {                                                                                              \
        call, RULE_ALLOW, why, TEST_EQUAL, n, 0, v                                                 \
    }
#define DENY(call, why)                                                                            \
    {                                                                                              \
        call, RULE_DENY, why, TEST_ALWAYS, 0, 0, 0                                                 \
    }
#define KILL(call, why)                                                                            \
    {                                                                                              \
        call, RULE_KILL, why, TEST_ALWAYS, 0, 0, 0                                                 \
    }
#define KILL_BIT(call, n, bit, why)                                                                \
    {                                                                                              \
        call, RULE_KILL, why, TEST_MASKED, n, bit, bit                                             \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, RULE_ALLOW, NULL, TEST_ALWAYS, 0, 0, 0                                               \
    }

#define NAMESPACE_FLAGS                                                                            \
    (CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID |  \
     CLONE_NEWNET | CLONE_PTRACE | CLONE_PARENT)

/* Rules for all programs. */
static const struct rule common[] = {
    /* files */
    ALLOW("read", "reads and writes open files"),
    ALLOW("write", "reads and writes open files"),
    ALLOW("readv", "reads and writes open files"),
    ALLOW("writev", "reads and writes open files"),
    ALLOW("pread64", "reads and writes open files"),
    ALLOW("pwrite64", "reads and writes open files"),
    ALLOW("preadv", "reads and writes open files"),
    ALLOW("pwritev", "reads and writes open files"),
    ALLOW("preadv2", "reads and writes open files"),
    ALLOW("pwritev2", "reads and writes open files"),
    ALLOW("lseek", "reads and writes open files"),
    ALLOW("close", "reads and writes open files"),
    ALLOW("close_range", "reads and writes open files"),
    ALLOW("fstat", "reads and writes open files"),
    ALLOW("fsync", "reads and writes open files"),
    ALLOW("fdatasync", "reads and writes open files"),
    ALLOW("sync_file_range", "reads and writes open files"),
    ALLOW("ftruncate", "reads and writes open files"),
    ALLOW("fallocate", "reads and writes open files"),
    ALLOW("fadvise64", "reads and writes open files"),
    ALLOW("readahead", "reads and writes open files"),
    ALLOW("copy_file_range", "reads and writes open files"),
    ALLOW("sendfile", "reads and writes open files"),
    ALLOW("splice", "reads and writes open files"),
    ALLOW("tee", "reads and writes open files"),
    /* paths */
    ALLOW("open", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("openat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("openat2", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("creat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("stat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("lstat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("newfstatat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("statx", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("access", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("faccessat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("faccessat2", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("readlink", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("readlinkat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("getdents", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("getdents64", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("getcwd", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("chdir", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("fchdir", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("mkdir", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("mkdirat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("rmdir", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("unlink", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("unlinkat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("rename", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("renameat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("renameat2", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("link", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("linkat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("symlink", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("symlinkat", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("truncate", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("umask", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("statfs", "the root is read-only and minimal; the work directory is the run's own"),
    ALLOW("fstatfs", "the root is read-only and minimal; the work directory is the run's own"),
    /* memory */
    ALLOW("mmap", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("mprotect", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("munmap", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("mremap", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("madvise", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("brk", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("msync", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("mincore", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("membarrier", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("pkey_alloc", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("pkey_free", "ordinary memory management; a cgroup or rlimits limit it"),
    ALLOW("pkey_mprotect", "ordinary memory management; a cgroup or rlimits limit it"),
    /* signals: the rules for sending them are in the tables below */
    ALLOW("rt_sigaction", "a program's own handling of signals"),
    ALLOW("rt_sigprocmask", "a program's own handling of signals"),
    ALLOW("rt_sigreturn", "a program's own handling of signals"),
    ALLOW("rt_sigsuspend", "a program's own handling of signals"),
    ALLOW("rt_sigtimedwait", "a program's own handling of signals"),
    ALLOW("rt_sigpending", "a program's own handling of signals"),
    ALLOW("sigaltstack", "a program's own handling of signals"),
    ALLOW("pause", "a program's own handling of signals"),
    ALLOW("restart_syscall", "a program's own handling of signals"),
    /* time */
    ALLOW("nanosleep", "clocks can be read and waited for, not set"),
    ALLOW("clock_nanosleep", "clocks can be read and waited for, not set"),
    ALLOW("clock_gettime", "clocks can be read and waited for, not set"),
    ALLOW("clock_getres", "clocks can be read and waited for, not set"),
    ALLOW("gettimeofday", "clocks can be read and waited for, not set"),
    ALLOW("time", "clocks can be read and waited for, not set"),
    ALLOW("times", "clocks can be read and waited for, not set"),
    ALLOW("alarm", "clocks can be read and waited for, not set"),
    ALLOW("setitimer", "clocks can be read and waited for, not set"),
    ALLOW("getitimer", "clocks can be read and waited for, not set"),
    ALLOW("timer_create", "clocks can be read and waited for, not set"),
    ALLOW("timer_settime", "clocks can be read and waited for, not set"),
    ALLOW("timer_gettime", "clocks can be read and waited for, not set"),
    ALLOW("timer_getoverrun", "clocks can be read and waited for, not set"),
    ALLOW("timer_delete", "clocks can be read and waited for, not set"),
    ALLOW("timerfd_create", "clocks can be read and waited for, not set"),
    ALLOW("timerfd_settime", "clocks can be read and waited for, not set"),
    ALLOW("timerfd_gettime", "clocks can be read and waited for, not set"),
    /* threads */
    ALLOW("futex", "threads and what the C library needs for them"),
    ALLOW("futex_waitv", "threads and what the C library needs for them"),
    ALLOW("set_tid_address", "threads and what the C library needs for them"),
    ALLOW("set_robust_list", "threads and what the C library needs for them"),
    ALLOW("get_robust_list", "threads and what the C library needs for them"),
    ALLOW("rseq", "threads and what the C library needs for them"),
    ALLOW("arch_prctl", "threads and what the C library needs for them"),
    ALLOW("sched_yield", "threads and what the C library needs for them"),
    ALLOW("sched_getaffinity", "threads and what the C library needs for them"),
    ALLOW_IF("sched_setaffinity", 0, 0,
             "for itself only: at the level user, init has the same uid"),
    ALLOW("sched_getparam", "threads and what the C library needs for them"),
    ALLOW("sched_getscheduler", "threads and what the C library needs for them"),
    ALLOW("sched_get_priority_max", "threads and what the C library needs for them"),
    ALLOW("sched_get_priority_min", "threads and what the C library needs for them"),
    ALLOW("getcpu", "threads and what the C library needs for them"),
    ALLOW("gettid", "threads and what the C library needs for them"),
    /* identity */
    ALLOW("getpid", "reads the program's own properties; changes nothing"),
    ALLOW("getppid", "reads the program's own properties; changes nothing"),
    ALLOW("getuid", "reads the program's own properties; changes nothing"),
    ALLOW("geteuid", "reads the program's own properties; changes nothing"),
    ALLOW("getgid", "reads the program's own properties; changes nothing"),
    ALLOW("getegid", "reads the program's own properties; changes nothing"),
    ALLOW("getresuid", "reads the program's own properties; changes nothing"),
    ALLOW("getresgid", "reads the program's own properties; changes nothing"),
    ALLOW("getgroups", "reads the program's own properties; changes nothing"),
    ALLOW("getpgrp", "reads the program's own properties; changes nothing"),
    ALLOW("getpgid", "reads the program's own properties; changes nothing"),
    ALLOW("getsid", "reads the program's own properties; changes nothing"),
    ALLOW("uname", "reads the program's own properties; changes nothing"),
    ALLOW("sysinfo", "reads the program's own properties; changes nothing"),
    ALLOW("getrusage", "reads the program's own properties; changes nothing"),
    ALLOW("getrlimit", "reads the program's own properties; changes nothing"),
    ALLOW("getpriority", "reads the program's own properties; changes nothing"),
    ALLOW("capget", "reads the program's own properties; changes nothing"),
    ALLOW("getrandom", "reads the program's own properties; changes nothing"),
    /* children */
    ALLOW("wait4", "processes are limited in number and all end with the run"),
    ALLOW("waitid", "processes are limited in number and all end with the run"),
    ALLOW("exit", "processes are limited in number and all end with the run"),
    ALLOW("exit_group", "processes are limited in number and all end with the run"),
    ALLOW("setrlimit", "processes are limited in number and all end with the run"),
    ALLOW_IF("prlimit64", 0, 0, "for itself only: at the level user, init has the same uid"),
    /* events */
    ALLOW("pipe", "waits on its own descriptors"),
    ALLOW("pipe2", "waits on its own descriptors"),
    ALLOW("dup", "waits on its own descriptors"),
    ALLOW("dup2", "waits on its own descriptors"),
    ALLOW("dup3", "waits on its own descriptors"),
    ALLOW("poll", "waits on its own descriptors"),
    ALLOW("ppoll", "waits on its own descriptors"),
    ALLOW("select", "waits on its own descriptors"),
    ALLOW("pselect6", "waits on its own descriptors"),
    ALLOW("epoll_create", "waits on its own descriptors"),
    ALLOW("epoll_create1", "waits on its own descriptors"),
    ALLOW("epoll_ctl", "waits on its own descriptors"),
    ALLOW("epoll_wait", "waits on its own descriptors"),
    ALLOW("epoll_pwait", "waits on its own descriptors"),
    ALLOW("epoll_pwait2", "waits on its own descriptors"),
    ALLOW("eventfd", "waits on its own descriptors"),
    ALLOW("eventfd2", "waits on its own descriptors"),
    ALLOW("signalfd", "waits on its own descriptors"),
    ALLOW("signalfd4", "waits on its own descriptors"),
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
    /* prctl: names only */
    ALLOW_IF("prctl", 0, PR_SET_NAME, "thread names"),
    ALLOW_IF("prctl", 0, PR_GET_NAME, "thread names"),
    ALLOW_IF("prctl", 0, PR_SET_VMA, "names of anonymous memory, set by newer C libraries"),
    ALLOW_IF("prctl", 0, PR_CAPBSET_READ, "reads, changes nothing"),
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
    DENY("setpriority", "only the judge sets priorities"),
    DENY("sched_setscheduler", "a real-time program could starve the host"),
    DENY("sched_setparam", "a real-time program could starve the host"),
    DENY("sched_setattr", "a real-time program could starve the host"),
    DENY("ioprio_set", "only the judge sets priorities"),
    DENY("mknod", "no devices, no FIFOs"),
    DENY("mknodat", "no devices, no FIFOs"),
    DENY("chown", "a run has one uid only"),
    DENY("fchown", "a run has one uid only"),
    DENY("lchown", "a run has one uid only"),
    DENY("fchownat", "a run has one uid only"),
    KILL("socket", "the network"),
    KILL("connect", "the network"),
    KILL("bind", "the network"),
    KILL("listen", "the network"),
    KILL("accept", "the network"),
    KILL("accept4", "the network"),
    KILL("ptrace", "reads or controls other processes"),
    KILL("process_vm_readv", "reads or controls other processes"),
    KILL("process_vm_writev", "reads or controls other processes"),
    KILL("kcmp", "reads or controls other processes"),
    KILL("pidfd_getfd", "reads or controls other processes"),
    KILL("process_madvise", "reads or controls other processes"),
    KILL("mount", "changes mounts or namespaces"),
    KILL("umount2", "changes mounts or namespaces"),
    KILL("pivot_root", "changes mounts or namespaces"),
    KILL("chroot", "changes mounts or namespaces"),
    KILL("setns", "changes mounts or namespaces"),
    KILL("unshare", "changes mounts or namespaces"),
    KILL("open_tree", "changes mounts or namespaces"),
    KILL("move_mount", "changes mounts or namespaces"),
    KILL("fsopen", "changes mounts or namespaces"),
    KILL("fsconfig", "changes mounts or namespaces"),
    KILL("fsmount", "changes mounts or namespaces"),
    KILL("fspick", "changes mounts or namespaces"),
    KILL("mount_setattr", "changes mounts or namespaces"),
    KILL("bpf", "attack surface of the kernel that no solution needs"),
    KILL("perf_event_open", "attack surface of the kernel that no solution needs"),
    KILL("io_uring_setup", "attack surface of the kernel that no solution needs"),
    KILL("io_uring_enter", "attack surface of the kernel that no solution needs"),
    KILL("io_uring_register", "attack surface of the kernel that no solution needs"),
    KILL("userfaultfd", "attack surface of the kernel that no solution needs"),
    KILL("fanotify_init", "attack surface of the kernel that no solution needs"),
    KILL("vmsplice", "attack surface of the kernel that no solution needs"),
    KILL("add_key", "keyrings remain after a run"),
    KILL("request_key", "keyrings remain after a run"),
    KILL("keyctl", "keyrings remain after a run"),
    KILL("init_module", "modules, kexec, power, swap"),
    KILL("finit_module", "modules, kexec, power, swap"),
    KILL("delete_module", "modules, kexec, power, swap"),
    KILL("kexec_load", "modules, kexec, power, swap"),
    KILL("kexec_file_load", "modules, kexec, power, swap"),
    KILL("reboot", "modules, kexec, power, swap"),
    KILL("swapon", "modules, kexec, power, swap"),
    KILL("swapoff", "modules, kexec, power, swap"),
    KILL("iopl", "raw hardware"),
    KILL("ioperm", "raw hardware"),
    KILL("modify_ldt", "raw hardware"),
    KILL("open_by_handle_at", "opens files outside the root"),
    KILL("name_to_handle_at", "opens files outside the root"),
    KILL("setuid", "changes identity or personality"),
    KILL("setgid", "changes identity or personality"),
    KILL("setreuid", "changes identity or personality"),
    KILL("setregid", "changes identity or personality"),
    KILL("setresuid", "changes identity or personality"),
    KILL("setresgid", "changes identity or personality"),
    KILL("setfsuid", "changes identity or personality"),
    KILL("setfsgid", "changes identity or personality"),
    KILL("setgroups", "changes identity or personality"),
    KILL("capset", "changes identity or personality"),
    KILL("personality", "changes identity or personality"),
    KILL("syslog", "system administration"),
    KILL("acct", "system administration"),
    KILL("quotactl", "system administration"),
    KILL("settimeofday", "system administration"),
    KILL("clock_settime", "system administration"),
    KILL("clock_adjtime", "system administration"),
    KILL("adjtimex", "system administration"),
    KILL("sethostname", "system administration"),
    KILL("setdomainname", "system administration"),
    KILL("vhangup", "system administration"),
    KILL("lookup_dcookie", "system administration"),
    KILL("nfsservctl", "system administration"),
    KILL("seccomp", "system administration"),
    END,
};

/* In a pid namespace: a program sees only processes of its cell, and one kill ends them all. */
static const struct rule in_a_namespace[] = {
    ALLOW("kill", "other cells are in other pid namespaces"),
    ALLOW("tgkill", "other cells are in other pid namespaces"),
    ALLOW("tkill", "other cells are in other pid namespaces"),
    ALLOW("rt_sigqueueinfo", "other cells are in other pid namespaces"),
    ALLOW("rt_tgsigqueueinfo", "other cells are in other pid namespaces"),
    ALLOW("pidfd_open", "other cells are in other pid namespaces"),
    ALLOW("pidfd_send_signal", "other cells are in other pid namespaces"),
    ALLOW("fork", "processes are limited in number and all end with the run"),
    ALLOW("vfork", "processes are limited in number and all end with the run"),
    ALLOW("setsid", "all processes end with the run, whatever their session"),
    ALLOW("setpgid", "all processes end with the run, whatever their group"),
    {"clone", RULE_ALLOW, "threads and processes", TEST_MASKED, 0, NAMESPACE_FLAGS, 0},
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
    {"fork", RULE_AGAIN, "one process", TEST_ALWAYS, 0, 0, 0},
    {"vfork", RULE_AGAIN, "one process", TEST_ALWAYS, 0, 0, 0},
    {"clone", RULE_ALLOW, "threads", TEST_MASKED, 0, NAMESPACE_FLAGS | CLONE_THREAD, CLONE_THREAD},
    {"clone", RULE_AGAIN, "one process", TEST_MASKED, 0, NAMESPACE_FLAGS | CLONE_THREAD, 0},
    END,
};

/* The compiler's driver starts its passes; no source can make it start another program. */
static const struct rule one_group[] = {
    OWN_GROUP,
    ALLOW("fork", "the driver starts its passes"),
    ALLOW("vfork", "the driver starts its passes"),
    {"clone", RULE_ALLOW, "threads and processes", TEST_MASKED, 0, NAMESPACE_FLAGS, 0},
    END,
};

/* A solution starts no programs. The key (policy.c) allows the start of the solution itself. */
static const struct rule no_exec[] = {
    {"execve", RULE_NO_EXEC, "a solution is one program", TEST_ALWAYS, 0, 0, 0},
    END,
};

/*
 * Solutions cannot change modes and times of files. Several runs share the input and the program: a
 * changed mode would make them unreadable for the next run, and a time would be a message to it.
 */
static const struct rule no_metadata[] = {
    DENY("chmod", "other runs share the input"),    DENY("fchmod", "other runs share the input"),
    DENY("fchmodat", "other runs share the input"), DENY("utime", "a message to the next run"),
    DENY("utimes", "a message to the next run"),    DENY("futimesat", "a message to the next run"),
    DENY("utimensat", "a message to the next run"), END,
};

/* The event loops of interpreters wake themselves through a socket pair, which stays in the process. */
static const struct rule interpreter[] = {
    ALLOW_IF("socketpair", 0, AF_UNIX, "asyncio's wake-up pair"),
    ALLOW_IF("ioctl", 1, FIONBIO, "asyncio's pair does not block"),
    ALLOW("sendto", "for a socket pair: no other socket can exist"),
    ALLOW("recvfrom", "for a socket pair: no other socket can exist"),
    ALLOW("getsockopt", "for a socket pair"),
    ALLOW("getsockname", "for a socket pair"),
    ALLOW("getpeername", "for a socket pair"),
    ALLOW("shutdown", "for a socket pair"),
    END,
};

/* gcc is a driver: it starts cc1, as and ld. */
static const struct rule compiler[] = {
    ALLOW("execve", "the driver starts its passes"),
    ALLOW("chmod", "the linker makes its product executable"),
    ALLOW("fchmod", "the linker makes its product executable"),
    ALLOW("fchmodat", "the linker makes its product executable"),
    END,
};

static const struct rule *const native[] = {common, in_a_namespace, no_exec, no_metadata, NULL};
static const struct rule *const interpreters[] = {common,      in_a_namespace, no_exec,
                                                  no_metadata, interpreter,    NULL};
static const struct rule *const compilers[] = {common, in_a_namespace, compiler, NULL};
static const struct rule *const basic_native[] = {common, one_process, no_exec, no_metadata, NULL};
static const struct rule *const basic_interpreters[] = {common,      one_process, no_exec,
                                                        no_metadata, interpreter, NULL};
static const struct rule *const basic_compilers[] = {common, one_group, compiler, NULL};

const struct rule *const *const policy_tables[POLICY_COUNT] = {
    [PROFILE_NATIVE] = native,
    [PROFILE_INTERPRETER] = interpreters,
    [PROFILE_COMPILER] = compilers,
    [POLICY_BASIC + PROFILE_NATIVE] = basic_native,
    [POLICY_BASIC + PROFILE_INTERPRETER] = basic_interpreters,
    [POLICY_BASIC + PROFILE_COMPILER] = basic_compilers,
};
