/* SPDX-License-Identifier: MIT */
/*
 * Landlock (landlock(7)): what a process may open, decided by itself and inherited by all that it
 * starts. Raw system calls, as the C library has no wrappers, and constants of our own for what is
 * newer than the headers we build with. In a namespace the minimal root does this work; at the
 * basic level, Landlock does.
 */
#ifndef SANDBOX_LANDLOCK_H
#define SANDBOX_LANDLOCK_H

/* The kernel's Landlock version, 0 without. */
int landlock_abi(void);

/* What may be done below a path. */
enum landlock_access {
    LANDLOCK_LOOK, /* read files and directories, execute */
    LANDLOCK_READ, /* read a file */
    LANDLOCK_USE,  /* read and write a file or device that is there */
    LANDLOCK_EXEC, /* read and execute a file */
    LANDLOCK_WORK, /* everything but devices and sockets */
};

/* An empty set of rules for this kernel; all that no rule allows is denied. -1 with errno. */
int landlock_ruleset(int abi);

/* Allows `access` for the file or tree at `path` or `fd`. 0, or -1 with errno; ENOENT is no error. */
int landlock_allow_path(int ruleset, int abi, const char *path, enum landlock_access access);
int landlock_allow_fd(int ruleset, int abi, int fd, enum landlock_access access);

/* Binds the calling thread, which must have no_new_privs. Async-signal-safe. */
int landlock_restrict(int ruleset);

#endif
