/* SPDX-License-Identifier: MIT */
/* Files, memfds and directories: read, written and mapped as a whole. */
#ifndef HARNESS_BASE_FILE_H
#define HARNESS_BASE_FILE_H

#include "base/buf.h"
#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>

/*
 * Appends the whole regular file at `path` to `out`. Fails with ERR_INPUT when it is missing, not a
 * regular file, or larger than the buffer's cap ("larger than N bytes").
 */
int file_read(const char *path, struct buf *out, struct err *err);

/* Appends all of `fd`, from its start, to `out`; the file offset is not used. */
int file_read_fd(int fd, struct buf *out, struct err *err);

/* Writes all n bytes; retries short writes and EINTR. 0, or -1 with errno. */
int file_write_all(int fd, const void *bytes, size_t n);

/* Writes what the buffer has, and empties it, if that is at least so much. `what` is for the message. */
int file_flush(int fd, struct buf *gathered, size_t least, const char *what, struct err *err);

/* Replaces the file by temporary name, fsync and rename: a kill leaves the old or the new one. */
int file_replace(const char *path, const void *bytes, size_t n, struct err *err);

/*
 * The same for dir/name, whose bytes `write` adds to the descriptor, as many as it likes: they are not held in memory. The
 * temporary name does not change from run to run, so that the next one cleans up after a kill.
 */
typedef int file_writer(void *context, int fd, struct err *err);
int file_replace_by(const char *dir, const char *name, file_writer *write, void *context,
                    struct err *err);

/* Makes the directory and its missing parents, mode 0777 less umask. It may exist already. */
int file_make_dirs(const char *path, struct err *err);

/* Removes the directory with all that is in it, following no links; what cannot be removed stays. */
void file_remove_tree(const char *path);

/* A new memfd named `name`, holding the bytes, sealed against any change. The caller closes it. */
int file_memfd(const char *name, const void *bytes, size_t n, struct err *err);

/* The same, holding n bytes of the file `from`, beginning at `at`. */
int file_memfd_copy(const char *name, int from, bytes_t at, bytes_t n, struct err *err);

/*
 * Readings no longer change the file's access time, where the kernel can: several runs read the same
 * input and the same program, and a time would be a message from one to the next.
 */
void file_keep_times(int fd);

/* A new empty memfd that can be written but not sealed. The caller closes it. */
int file_memfd_empty(const char *name, struct err *err);

/* Gives memory or disk space to the first n bytes of a file, whose size does not change. */
int file_reserve(int fd, bytes_t n, struct err *err);

/* A new read-only description of an open file, with its own offset at 0. The caller closes it. */
int file_reopen(int fd, struct err *err);

/* A new unlinked file for scratch data in $TMPDIR or /tmp. The caller closes it. */
int file_scratch(struct err *err);

/* Size in bytes of an open file, or -1. */
bytes_t file_size(int fd);

/* Whether it is a directory, or a link to one. */
bool file_is_directory(const char *path);

/* A file's bytes, mapped read-only, so that no copy of an output is made. */
struct map {
    const char *data; /* "" for an empty file */
    size_t len;
};

/* Maps all of `fd`; nothing may truncate the file until map_release. */
int map_fd(struct map *map, int fd, struct err *err);
void map_release(struct map *map); /* takes a zeroed one */

/*
 * The names in a directory, sorted by byte value, without those that begin with '.'. Fills
 * *names (a malloc'ed array of malloc'ed strings) and *count; give back with file_list_free.
 */
int file_list(const char *path, char ***names, size_t *count, struct err *err);
void file_list_free(char **names, size_t count);

/* "dir/name" in malloc'ed memory, or NULL when out of memory. */
char *file_join(const char *dir, const char *name);

/*
 * The user's own file or directory of that name: below $XDG_CACHE_HOME or $XDG_CONFIG_HOME, which `variable` names, else
 * below `otherwise` (".cache") in $HOME; malloc'ed. NULL: there is neither, or memory has run out. (XDG Base Directory
 * Specification: a relative path is to be ignored.)
 */
char *file_of_user(const char *variable, const char *otherwise, const char *name);

#endif
