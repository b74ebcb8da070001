# SPDX-License-Identifier: MIT
"""Which errors each system call can give on a loaded, full or misconfigured host.

From the ERRORS sections of the manual pages, without what only a wrong argument gives (EBADF,
EFAULT, ENOTDIR ...). The likeliest comes first: repeated set-up is tried with that one alone.
"""

ERRNOS = {
    "access": "EACCES EROFS",
    "capset": "EPERM",
    "chdir": "EACCES ENOMEM",
    "clone": "EAGAIN ENOMEM",
    "clone3": "ENOSPC EAGAIN ENOMEM EPERM",
    "close_range": "ENOMEM ENOSYS",
    "dup2": "EBUSY EINTR",
    "epoll_create1": "EMFILE ENOMEM",
    "epoll_ctl": "ENOMEM ENOSPC",
    "epoll_wait": "EINTR",
    "execveat": "ENOMEM EAGAIN EMFILE ETXTBSY EIO",  # EACCES can be the doing of a candidate's file
    "fcntl": "EMFILE EBUSY EPERM",
    "getdents64": "EIO",
    "getrandom": "EINTR ENOSYS",
    "ioctl": "EINTR ENOMEM",
    "kill": "EPERM",
    "memfd_create": "EMFILE ENFILE ENOMEM",
    "mkdir": "ENOSPC ENOMEM EACCES",
    "mmap": "ENOMEM EAGAIN",
    "mount": "EPERM ENOMEM EBUSY",
    "mount_setattr": "EPERM ENOSYS EINVAL",
    "mprotect": "ENOMEM",
    "munmap": "ENOMEM",
    "newfstatat": "ENOMEM EACCES",
    "open_tree": "EMFILE ENOMEM",
    "openat": "EMFILE ENFILE ENOMEM EACCES",
    "openat2": "EMFILE ENOMEM EAGAIN",
    "personality": "EPERM",
    "pidfd_getfd": "EPERM EMFILE ENOSYS",
    "pidfd_open": "EMFILE ENOMEM",
    "pidfd_send_signal": "EPERM EAGAIN",
    "pivot_root": "EPERM EINVAL",
    "poll": "EINTR ENOMEM",
    "prctl": "EPERM",
    "pread64": "EIO EINTR ENODEV",
    "prlimit64": "EPERM",
    "pwrite64": "EIO EINTR EBUSY ENOMEM",
    "read": "EIO EINTR",
    "readlink": "EIO ENOMEM",
    "recvfrom": "ENOMEM",
    "recvmsg": "ENOMEM EINTR",
    "rmdir": "EACCES EBUSY",
    "seccomp": "ENOMEM EBUSY EINVAL",
    "sched_setaffinity": "EPERM EINVAL",
    "sendfile": "EIO EINTR ENOMEM ENOSPC",
    "sendmsg": "ENOBUFS EINTR ENOMEM ETOOMANYREFS",
    "setgroups": "EPERM ENOMEM",
    "sethostname": "EPERM",
    "setresgid": "EPERM",
    "setresuid": "EAGAIN EPERM",
    "setsid": "EPERM",
    "signalfd4": "EMFILE ENOMEM",
    "socketpair": "EMFILE ENFILE ENOMEM",
    "symlink": "ENOSPC ENOMEM",
    "umount2": "EBUSY EPERM",
    "unlink": "EBUSY ENOMEM",
    "utimensat": "EACCES EROFS",
    "wait4": "EINTR ECHILD",
    "waitid": "ECHILD",
    "write": "EIO EINTR ENOSPC",
}

# Not made to fail, and why.
EXEMPT = {
    "arch_prctl": "the dynamic loader's",
    "brk": "tells a failure by the break it returns, not by an errno",
    "clock_getres": "fails only for a process that is not there",
    "clock_gettime": "fails only for a clock that is not there",
    "close": "closes even when it says otherwise; taken away, it would be we who leak",
    "exit_group": "does not return",
    "getegid": "cannot fail", "geteuid": "cannot fail", "getpid": "cannot fail", "umask": "cannot fail",
    "lseek": "fails only for what cannot be sought in",
    "restart_syscall": "the kernel's own",
    "rt_sigaction": "fails only for a wrong number, as it does here for SIGKILL",
    "rt_sigprocmask": "fails only for a wrong `how`",
    "sched_getaffinity": "fails only for a process that is not there",
    "sysinfo": "asked by the C library's qsort, which does without",
}

# A call that is made very often in a row is made to fail a few times only.
AT_MOST = {"poll": 4, "pread64": 16, "prctl": 5, "seccomp": 4, "wait4": 5, "waitid": 8}

# Of winnow's own: a cgroup that cannot be removed, or whose last process was not waited for, stays
# for the next winnow to remove (which is looked at in the end).
GROUP_MAY_STAY = {("main", "rmdir"), ("main", "wait4")}

# How winnow tells that a cell's init gave up: it has no words of its own left to send.
CELL_IS_GONE = ("the cell has died", "sending a request: Broken pipe")

# libseccomp asks the kernel what it can do and keeps the error to itself: these are our words then. A compiler that
# may not be executed is one that is not installed. And
# a program of the self-test that was too large to be executed is one that ended in an unforeseen way.
OTHER_WORDS = {
    ("main", "access"): ("is not installed: apt install", "is not run here"),
    ("main", "seccomp"): ("libseccomp is too old", "filter rule for"),
    ("child1+", "execveat"): ("self-test: ",),
}

# What the kernel says to us in the same words when the program is to blame.
ALSO_RIGHT = {
    ("execveat", "ENOMEM"): {"MLE", "CE"},  # too large for its limit
}
