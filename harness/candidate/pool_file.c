/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "candidate/fence.h"
#include "candidate/pool.h"
#include "lang/language.h"
#include "winnow/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* The part of a name after its last dot, or NULL: for ".x", "x." and "x". */
static const char *extension_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    const char *dot = strrchr(base, '.');

    return dot && dot > base && dot[1] != '\0' ? dot + 1 : NULL;
}

bool pool_is_json(const char *name)
{
    static const char *const kinds[] = {".jsonl", ".ndjson", ".json"};
    static const char *const packed[] = {"", ".gz", ".zst", ".xz"};
    size_t len = strlen(name);

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (size_t k = 0; k < sizeof packed / sizeof *packed; k++) {
            char end[16];
            size_t n = (size_t)snprintf(end, sizeof end, "%s%s", kinds[i], packed[k]);

            if (len > n && strcasecmp(name + len - n, end) == 0)
                return true;
        }
    return false;
}

int pool_take_source(struct candidate *candidate, size_t code_limit, struct complaint *complaint,
                     struct err *err)
{
    char info[FENCE_INFO];
    size_t at = 0;

    candidate->fenced = fence_unwrap(candidate->source, &candidate->source_len, NULL, info);
    if (candidate->fenced && !candidate->language && info[0]) {
        candidate->language = strdup(info);
        if (!candidate->language)
            return err_set(err, ERR_JUDGE, "out of memory");
    }
    if (candidate->source_len > code_limit)
        return complaint_make(complaint, COMPLAINT_SOURCE_TOO_LONG,
                              "the source has %zu bytes; the limit is %zu", candidate->source_len,
                              code_limit);
    while (at < candidate->source_len && memchr(" \t\r\n\v\f", candidate->source[at], 6))
        at++;
    if (at == candidate->source_len)
        return complaint_make(complaint, COMPLAINT_EMPTY_SOURCE, "the source is empty");
    return 1;
}

static int refuse_kind(struct complaint *complaint, mode_t mode)
{
    const char *what = S_ISLNK(mode)    ? "a symbolic link, which is not followed"
                       : S_ISDIR(mode)  ? "a directory"
                       : S_ISFIFO(mode) ? "a FIFO"
                       : S_ISSOCK(mode) ? "a socket"
                                        : "a device";

    return complaint_make(complaint, COMPLAINT_NOT_A_FILE, "it is %s", what);
}

static int unreadable(struct complaint *complaint)
{
    return complaint_make(complaint, COMPLAINT_UNREADABLE_FILE, "it cannot be read: %s",
                          strerror(errno));
}

/* Checks the type before opening, since opening a FIFO or a device may block or act; and after. */
int pool_file_open(int dir, const char *name, int *fd, struct complaint *complaint)
{
    struct stat st;

    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return unreadable(complaint);
    if (!S_ISREG(st.st_mode))
        return refuse_kind(complaint, st.st_mode);
    *fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0 || fstat(*fd, &st) < 0)
        return unreadable(complaint);
    return S_ISREG(st.st_mode) ? 1 : refuse_kind(complaint, st.st_mode);
}

static int read_source(int fd, size_t code_limit, struct buf *source, struct complaint *complaint)
{
    bytes_t size = file_size(fd);
    struct err err;

    if (size > 0 && (uintmax_t)size > code_limit)
        return complaint_make(complaint, COMPLAINT_SOURCE_TOO_LONG,
                              "the source has %jd bytes; the limit is %zu", (intmax_t)size,
                              code_limit);
    if (file_read_fd(fd, source, &err) < 0)
        return complaint_make(complaint, COMPLAINT_UNREADABLE_FILE, "it cannot be read: %.200s",
                              err.msg);
    if (source->len > 0 && memchr(source->data, '\0', source->len))
        return complaint_make(complaint, COMPLAINT_NUL_IN_SOURCE,
                              "the source has a NUL byte: it is not text");
    return 1;
}

int pool_file(int fd, const char *name, const char *id, size_t code_limit, struct candidate *out,
              struct complaint *complaint, struct err *err)
{
    cleanup_with(candidate_release) struct candidate candidate = {0};
    cleanup_with(buf_release) struct buf source = BUF_INIT(code_limit);
    const char *extension = extension_of(name);
    const struct language *language = language_by_file(name);
    int done;

    if (!extension)
        return complaint_make(complaint, COMPLAINT_MISSING_EXTENSION,
                              "the name has no extension to tell the language by");
    done = read_source(fd, code_limit, &source, complaint);
    if (done <= 0)
        return done;
    candidate.id = strdup(id);
    candidate.language = strdup(language ? language->name : extension);
    candidate.source_len = source.len;
    candidate.source = source.data ? steal_ptr(&source.data) : strdup("");
    if (!candidate.id || !candidate.language || !candidate.source)
        return err_set(err, ERR_JUDGE, "out of memory");
    done = pool_take_source(&candidate, code_limit, complaint, err);
    if (done > 0) {
        *out = candidate;
        candidate = (struct candidate){0};
    }
    return done;
}
