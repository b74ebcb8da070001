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

/* What every program may do. */
static const struct rule common[] = {
    /* files: reading and writing what is open */
    ALLOW("read", "reading and writing what is open"),
    ALLOW("write", "reading and writing what is open"),
    ALLOW("readv", "reading and writing what is open"),
    ALLOW("writev", "reading and writing what is open"),
    ALLOW("pread64", "reading and writing what is open"),
    ALLOW("pwrite64", "reading and writing what is open"),
    ALLOW("preadv", "reading and writing what is open"),
    ALLOW("pwritev", "reading and writing what is open"),
    ALLOW("preadv2", "reading and writing what is open"),
    ALLOW("pwritev2", "reading and writing what is open"),
    ALLOW("lseek", "reading and writing what is open"),
    ALLOW("close", "reading and writing what is open"),
    ALLOW("close_range", "reading and writing what is open"),
    ALLOW("fstat", "reading and writing what is open"),
    ALLOW("fsync", "reading and writing what is open"),
    ALLOW("fdatasync", "reading and writing what is open"),
    ALLOW("sync_file_range", "reading and writing what is open"),
    ALLOW("ftruncate", "reading and writing what is open"),
    ALLOW("fallocate", "reading and writing what is open"),
    ALLOW("fadvise64", "reading and writing what is open"),
    ALLOW("readahead", "reading and writing what is open"),
    ALLOW("copy_file_range", "reading and writing what is open"),
    ALLOW("sendfile", "reading and writing what is open"),
    ALLOW("splice", "reading and writing what is open"),
    ALLOW("tee", "reading and writing what is open"),
    /* paths: the root is read-only and minimal; the work directory is its own */
    ALLOW("open", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("openat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("openat2", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("creat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("stat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("lstat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("newfstatat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("statx", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("access", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("faccessat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("faccessat2", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("readlink", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("readlinkat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("getdents", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("getdents64", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("getcwd", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("chdir", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("fchdir", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("mkdir", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("mkdirat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("rmdir", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("unlink", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("unlinkat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("rename", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("renameat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("renameat2", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("link", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("linkat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("symlink", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("symlinkat", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("truncate", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("umask", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("statfs", "the root is read-only and minimal; the work directory is its own"),
    ALLOW("fstatfs", "the root is read-only and minimal; the work directory is its own"),
    /* memory: ordinary memory management; the limits are the cgroup's or the rlimits' */
    ALLOW("mmap", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("mprotect", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("munmap", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("mremap", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("madvise", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("brk", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("msync", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("mincore", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("membarrier", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("pkey_alloc", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("pkey_free", "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    ALLOW("pkey_mprotect",
          "ordinary memory management; the limits are the cgroup's or the rlimits'"),
    /* signals: whom they may be sent to is in the tables below */
    ALLOW("rt_sigaction", "a program's own handling of signals"),
    ALLOW("rt_sigprocmask", "a program's own handling of signals"),
    ALLOW("rt_sigreturn", "a program's own handling of signals"),
    ALLOW("rt_sigsuspend", "a program's own handling of signals"),
    ALLOW("rt_sigtimedwait", "a program's own handling of signals"),
    ALLOW("rt_sigpending", "a program's own handling of signals"),
    ALLOW("sigaltstack", "a program's own handling of signals"),
    ALLOW("pause", "a program's own handling of signals"),
    ALLOW("restart_syscall", "a program's own handling of signals"),
    /* time: clocks can be read and waited for, not set */
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
    /* threads: threads and what the C library needs for them */
    ALLOW("futex", "threads and what the C library needs for them"),
    ALLOW("futex_waitv", "threads and what the C library needs for them"),
    ALLOW("set_tid_address", "threads and what the C library needs for them"),
    ALLOW("set_robust_list", "threads and what the C library needs for them"),
    ALLOW("get_robust_list", "threads and what the C library needs for them"),
    ALLOW("rseq", "threads and what the C library needs for them"),
    ALLOW("arch_prctl", "threads and what the C library needs for them"),
    ALLOW("sched_yield", "threads and what the C library needs for them"),
    ALLOW("sched_getaffinity", "threads and what the C library needs for them"),
    ALLOW_IF("sched_setaffinity", 0, 0, "its own: at the user level, init has the same uid"),
    ALLOW("sched_getparam", "threads and what the C library needs for them"),
    ALLOW("sched_getscheduler", "threads and what the C library needs for them"),
    ALLOW("sched_get_priority_max", "threads and what the C library needs for them"),
    ALLOW("sched_get_priority_min", "threads and what the C library needs for them"),
    ALLOW("getcpu", "threads and what the C library needs for them"),
    ALLOW("gettid", "threads and what the C library needs for them"),
    /* identity: tells a program what it is; nothing can be changed */
    ALLOW("getpid", "tells a program what it is; nothing can be changed"),
    ALLOW("getppid", "tells a program what it is; nothing can be changed"),
    ALLOW("getuid", "tells a program what it is; nothing can be changed"),
    ALLOW("geteuid", "tells a program what it is; nothing can be changed"),
    ALLOW("getgid", "tells a program what it is; nothing can be changed"),
    ALLOW("getegid", "tells a program what it is; nothing can be changed"),
    ALLOW("getresuid", "tells a program what it is; nothing can be changed"),
    ALLOW("getresgid", "tells a program what it is; nothing can be changed"),
    ALLOW("getgroups", "tells a program what it is; nothing can be changed"),
    ALLOW("getpgrp", "tells a program what it is; nothing can be changed"),
    ALLOW("getpgid", "tells a program what it is; nothing can be changed"),
    ALLOW("getsid", "tells a program what it is; nothing can be changed"),
    ALLOW("uname", "tells a program what it is; nothing can be changed"),
    ALLOW("sysinfo", "tells a program what it is; nothing can be changed"),
    ALLOW("getrusage", "tells a program what it is; nothing can be changed"),
    ALLOW("getrlimit", "tells a program what it is; nothing can be changed"),
    ALLOW("getpriority", "tells a program what it is; nothing can be changed"),
    ALLOW("capget", "tells a program what it is; nothing can be changed"),
    ALLOW("getrandom", "tells a program what it is; nothing can be changed"),
    /* children: processes are counted and all of them die with the run */
    ALLOW("wait4", "processes are counted and all of them die with the run"),
    ALLOW("waitid", "processes are counted and all of them die with the run"),
    ALLOW("exit", "processes are counted and all of them die with the run"),
    ALLOW("exit_group", "processes are counted and all of them die with the run"),
    ALLOW("setrlimit", "processes are counted and all of them die with the run"),
    ALLOW_IF("prlimit64", 0, 0, "its own: at the user level, init has the same uid"),
    /* events: waiting on descriptors of one's own */
    ALLOW("pipe", "waiting on descriptors of one's own"),
    ALLOW("pipe2", "waiting on descriptors of one's own"),
    ALLOW("dup", "waiting on descriptors of one's own"),
    ALLOW("dup2", "waiting on descriptors of one's own"),
    ALLOW("dup3", "waiting on descriptors of one's own"),
    ALLOW("poll", "waiting on descriptors of one's own"),
    ALLOW("ppoll", "waiting on descriptors of one's own"),
    ALLOW("select", "waiting on descriptors of one's own"),
    ALLOW("pselect6", "waiting on descriptors of one's own"),
    ALLOW("epoll_create", "waiting on descriptors of one's own"),
    ALLOW("epoll_create1", "waiting on descriptors of one's own"),
    ALLOW("epoll_ctl", "waiting on descriptors of one's own"),
    ALLOW("epoll_wait", "waiting on descriptors of one's own"),
    ALLOW("epoll_pwait", "waiting on descriptors of one's own"),
    ALLOW("epoll_pwait2", "waiting on descriptors of one's own"),
    ALLOW("eventfd", "waiting on descriptors of one's own"),
    ALLOW("eventfd2", "waiting on descriptors of one's own"),
    ALLOW("signalfd", "waiting on descriptors of one's own"),
    ALLOW("signalfd4", "waiting on descriptors of one's own"),
    /* ioctl: what stdio and interpreters ask of a descriptor; terminals are not there to be driven */
    ALLOW_IF("ioctl", 1, TCGETS, "isatty"),
    ALLOW_IF("ioctl", 1, FIONREAD, "bytes waiting"),
    ALLOW_IF("ioctl", 1, FIOCLEX, "close-on-exec, as interpreters set it"),
    ALLOW_IF("ioctl", 1, FIONCLEX, "the reverse of FIOCLEX"),
    ALLOW_IF("ioctl", 1, TIOCGWINSZ, "terminal size; fails on files"),
    /* fcntl: descriptors only. Locks and leases on the shared read-only root would be a channel
       between cells; seals would outlive the run */
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
    ALLOW_IF("prctl", 0, PR_CAPBSET_READ, "asks, changes nothing"),
    /* clone: never a namespace; clone3 takes its flags in memory, where a filter cannot look, so it
       does not exist (ENOSYS) and the C library falls back to clone */
    KILL_BIT("clone", 0, CLONE_NEWNS, "new mount namespace"),
    KILL_BIT("clone", 0, CLONE_NEWCGROUP, "new cgroup namespace"),
    KILL_BIT("clone", 0, CLONE_NEWUTS, "new uts namespace"),
    KILL_BIT("clone", 0, CLONE_NEWIPC, "new ipc namespace"),
    KILL_BIT("clone", 0, CLONE_NEWUSER, "new user namespace: capabilities"),
    KILL_BIT("clone", 0, CLONE_NEWPID, "new pid namespace"),
    KILL_BIT("clone", 0, CLONE_NEWNET, "new network namespace"),
    KILL_BIT("clone", 0, CLONE_PTRACE, "inherits a tracer"),
    KILL_BIT("clone", 0, CLONE_PARENT, "would make a child of the cell's init"),
    /* refused politely: portable programs ask and cope */
    DENY("setpriority", "priorities are the judge's"),
    DENY("sched_setscheduler", "a real-time program could starve the host"),
    DENY("sched_setparam", "a real-time program could starve the host"),
    DENY("sched_setattr", "a real-time program could starve the host"),
    DENY("ioprio_set", "priorities are the judge's"),
    DENY("mknod", "no devices, no FIFOs"),
    DENY("mknodat", "no devices, no FIFOs"),
    DENY("chown", "one identity only"),
    DENY("fchown", "one identity only"),
    DENY("lchown", "one identity only"),
    DENY("fchownat", "one identity only"),
    KILL("socket", "the network"),
    KILL("connect", "the network"),
    KILL("bind", "the network"),
    KILL("listen", "the network"),
    KILL("accept", "the network"),
    KILL("accept4", "the network"),
    KILL("ptrace", "reads or steers other processes"),
    KILL("process_vm_readv", "reads or steers other processes"),
    KILL("process_vm_writev", "reads or steers other processes"),
    KILL("kcmp", "reads or steers other processes"),
    KILL("pidfd_getfd", "reads or steers other processes"),
    KILL("process_madvise", "reads or steers other processes"),
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
    KILL("bpf", "kernel attack surface no solution needs"),
    KILL("perf_event_open", "kernel attack surface no solution needs"),
    KILL("io_uring_setup", "kernel attack surface no solution needs"),
    KILL("io_uring_enter", "kernel attack surface no solution needs"),
    KILL("io_uring_register", "kernel attack surface no solution needs"),
    KILL("userfaultfd", "kernel attack surface no solution needs"),
    KILL("fanotify_init", "kernel attack surface no solution needs"),
    KILL("vmsplice", "kernel attack surface no solution needs"),
    KILL("add_key", "keyrings outlive a run"),
    KILL("request_key", "keyrings outlive a run"),
    KILL("keyctl", "keyrings outlive a run"),
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
    KILL("open_by_handle_at", "opens files past the root"),
    KILL("name_to_handle_at", "opens files past the root"),
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

/* In a pid namespace: a program sees only its own children, and one kill ends them all. */
static const struct rule in_a_namespace[] = {
    ALLOW("kill", "other cells are in other pid namespaces"),
    ALLOW("tgkill", "other cells are in other pid namespaces"),
    ALLOW("tkill", "other cells are in other pid namespaces"),
    ALLOW("rt_sigqueueinfo", "other cells are in other pid namespaces"),
    ALLOW("rt_tgsigqueueinfo", "other cells are in other pid namespaces"),
    ALLOW("pidfd_open", "other cells are in other pid namespaces"),
    ALLOW("pidfd_send_signal", "other cells are in other pid namespaces"),
    ALLOW("fork", "processes are counted and all of them die with the run"),
    ALLOW("vfork", "processes are counted and all of them die with the run"),
    ALLOW("setsid", "all processes die with the run, whatever their session"),
    ALLOW("setpgid", "all processes die with the run, whatever their group"),
    {"clone", RULE_ALLOW, "threads and processes", TEST_MASKED, 0, NAMESPACE_FLAGS, 0},
    END,
};

/*
 * Without a pid namespace (isolation basic) a run is found by its process group, which nothing may
 * leave, and a program may only signal itself.
 */
#define OWN_GROUP                                                                                  \
    ALLOW_IF("kill", 0, POLICY_OWN_PID, "itself: the host's other processes are within reach"),    \
        ALLOW_IF("kill", 0, 0, "its own process group, which is the run"),                         \
        ALLOW_IF("tgkill", 0, POLICY_OWN_PID, "its own threads; raise and abort"),                 \
        ALLOW_IF("tkill", 0, POLICY_OWN_PID, "its own main thread"),                               \
        ALLOW_IF("rt_sigqueueinfo", 0, POLICY_OWN_PID, "itself"),                                  \
        ALLOW_IF("rt_tgsigqueueinfo", 0, POLICY_OWN_PID, "its own threads"),                       \
        DENY("setsid", "the process group is how the run is found"),                               \
        DENY("setpgid", "the process group is how the run is found")

/* A solution is one process there: its memory and its time are then exact without a cgroup. */
static const struct rule one_process[] = {
    OWN_GROUP,
    {"fork", RULE_AGAIN, "one process", TEST_ALWAYS, 0, 0, 0},
    {"vfork", RULE_AGAIN, "one process", TEST_ALWAYS, 0, 0, 0},
    {"clone", RULE_ALLOW, "threads", TEST_MASKED, 0, NAMESPACE_FLAGS | CLONE_THREAD, CLONE_THREAD},
    {"clone", RULE_AGAIN, "one process", TEST_MASKED, 0, NAMESPACE_FLAGS | CLONE_THREAD, 0},
    END,
};

/* The compiler's driver starts its passes; what is compiled cannot make it start anything else. */
static const struct rule one_group[] = {
    OWN_GROUP,
    ALLOW("fork", "the driver starts its passes"),
    ALLOW("vfork", "the driver starts its passes"),
    {"clone", RULE_ALLOW, "threads and processes", TEST_MASKED, 0, NAMESPACE_FLAGS, 0},
    END,
};

/* Nothing can be started; the start of the program itself passes by its key (policy.c). */
static const struct rule no_exec[] = {
    {"execve", RULE_NO_EXEC, "a solution is one program", TEST_ALWAYS, 0, 0, 0},
    END,
};

/*
 * Modes and times of files: not for solutions. The input and the program are shared by runs; who may
 * change their mode makes them unreadable for the next run, and a time is a message to it.
 */
static const struct rule no_metadata[] = {
    DENY("chmod", "of an input that other runs share"),
    DENY("fchmod", "of an input that other runs share"),
    DENY("fchmodat", "of an input that other runs share"),
    DENY("utime", "a message to the next run"),
    DENY("utimes", "a message to the next run"),
    DENY("futimesat", "a message to the next run"),
    DENY("utimensat", "a message to the next run"),
    END,
};

/* Interpreters' event loops wake themselves through a socket pair, which reaches nobody. */
static const struct rule interpreter[] = {
    ALLOW_IF("socketpair", 0, AF_UNIX, "asyncio's wake-up pair"),
    ALLOW_IF("ioctl", 1, FIONBIO, "asyncio's pair does not block"),
    ALLOW("sendto", "on a socket pair: no other socket can exist"),
    ALLOW("recvfrom", "on a socket pair: no other socket can exist"),
    ALLOW("getsockopt", "on a socket pair"),
    ALLOW("getsockname", "on a socket pair"),
    ALLOW("getpeername", "on a socket pair"),
    ALLOW("shutdown", "on a socket pair"),
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
