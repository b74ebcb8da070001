/* SPDX-License-Identifier: MIT */
/*
 * Landlock (landlock(7)): a process restricts which files it can open, and its children inherit that.
 * The C library has no wrappers, so these are raw system calls, with constants of our own for versions
 * newer than the headers of the build. The level basic uses it; the other levels have a minimal root
 * instead.
 */
#ifndef SANDBOX_LANDLOCK_H
#define SANDBOX_LANDLOCK_H

/* The kernel's Landlock version, at most the newest one used here; 0 without Landlock. */
int landlock_abi(void);

/* What a program can do with a path and all below it. */
enum landlock_access {
    LANDLOCK_LOOK, /* read files and directories, execute */
    LANDLOCK_READ, /* read a file */
    LANDLOCK_USE,  /* read and write an existing file or device */
    LANDLOCK_EXEC, /* read and execute a file */
    LANDLOCK_WORK, /* everything but devices and sockets */
};

/* Makes a set without rules: what no rule allows is denied. A descriptor, or -1 with errno. */
int landlock_ruleset(int abi);

/* Allows `access` to the file or tree at `path` or `fd`. 0, or -1 with errno; ENOENT is no error. */
int landlock_allow_path(int ruleset, int abi, const char *path, enum landlock_access access);
int landlock_allow_fd(int ruleset, int abi, int fd, enum landlock_access access);

/* Restricts the calling thread, which must have no_new_privs. Async-signal-safe. */
int landlock_restrict(int ruleset);

#endif
