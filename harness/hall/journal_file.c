/* SPDX-License-Identifier: MIT */
#include "hall/journal_file.h"
#include "base/file.h"
#include "base/lines.h"
#include "winnow/cleanup.h"
#include "winnow/units.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>

struct journal_file {
    char *path;
    int fd;
    off_t header; /* bytes of it */
};

static int lock(const struct journal_file *file, struct err *err)
{
    struct stat st;

    if (flock(file->fd, LOCK_EX | LOCK_NB) < 0)
        return errno == EWOULDBLOCK
                   ? err_set(err, ERR_INPUT, "%s: another winnow is at work there", file->path)
                   : err_sys(err, ERR_INPUT, "%s: cannot be locked", file->path);
    /* The other one may have removed it between our open and our lock. */
    if (fstat(file->fd, &st) < 0 || st.st_nlink == 0)
        return err_set(err, ERR_INPUT, "%s: another winnow was at work there; try again",
                       file->path);
    return 0;
}

static int open_and_lock(struct journal_file *file, struct err *err)
{
    struct stat st;

    file->fd =
        open(file->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    if (file->fd < 0 || fstat(file->fd, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", file->path);
    if (!S_ISREG(st.st_mode))
        return err_set(err, ERR_INPUT, "%s: not a regular file", file->path);
    return lock(file, err);
}

/* The lines of the file from its start, through an offset of their own. */
static int open_lines(const struct journal_file *file, struct lines **lines, struct err *err)
{
    char first;
    int fd;

    /* What is compressed would be read as lines, but not be gone on from. */
    if (pread(file->fd, &first, 1, 0) != 1 || first != '{')
        return err_set(err, ERR_INPUT, "%s: it is not a journal of winnow's", file->path);
    fd = file_reopen(file->fd, err);
    return fd < 0 ? -1 : lines_open(lines, fd, JOURNAL_LINE_MAX, err);
}

/* A line on its way. */
struct place {
    uint64_t number;
    bool whole; /* it has an end, and is short enough to be held */
    bool last;
};

static int take_header(const struct journal_reader *reader, const struct buf *header,
                       const struct place *place, const char *text, size_t len, bool *torn,
                       struct err *err)
{
    if (place->whole)
        return reader->header(reader->context, text, len, err);
    *torn = len < header->len && memcmp(text, header->data, len) == 0;
    return *torn ? 0 : err_set(err, ERR_INPUT, "it is not a journal of winnow's");
}

static int take_line(const struct journal_reader *reader, const struct place *place,
                     const char *text, size_t len, bool *torn, struct err *err)
{
    bool torn_if_last = true;
    struct err cause = {.kind = ERR_INPUT, .msg = "the line is too long"};

    if (place->whole && reader->line(reader->context, text, len, &torn_if_last, &cause) == 0)
        return 0;
    *torn = torn_if_last && place->last;
    return *torn ? 0 : err_set(err, cause.kind, "%s", cause.msg);
}

/* Gives the lines to the reader; *end is where what can be used of the file ends. */
static int read_lines(const char *path, struct lines *lines, const struct journal_reader *reader,
                      const struct buf *header, off_t size, off_t *end, struct err *err)
{
    bool torn = false;

    *end = 0;
    for (off_t at = 0; !torn;) {
        struct place place;
        enum line_kind kind;
        const char *text;
        size_t len;
        int rc;

        if (lines_next(lines, &text, &len, &kind, err) < 0)
            return err_wrap(err, "%s", path);
        if (kind == LINE_END)
            break;
        at += (off_t)len + 1;
        place = (struct place){.number = lines_number(lines),
                               .whole = kind == LINE_OK && at <= size,
                               .last = at >= size};
        rc = place.number == 1 ? take_header(reader, header, &place, text, len, &torn, err)
                               : take_line(reader, &place, text, len, &torn, err);
        if (rc < 0 && err && err->kind != ERR_INPUT)
            return -1;
        if (rc < 0)
            return err_wrap(err, "%s:%" PRIu64, path, place.number);
        if (!torn)
            *end = at;
    }
    return 0;
}

static int read_file(struct journal_file *file, const struct journal_reader *reader,
                     const struct buf *header, struct err *err)
{
    off_t size = file_size(file->fd), end;
    struct lines *lines;
    int rc;

    if (size <= 0)
        return size < 0 ? err_sys(err, ERR_JUDGE, "%s", file->path) : 0;
    if (open_lines(file, &lines, err) < 0)
        return -1;
    rc = read_lines(file->path, lines, reader, header, size, &end, err);
    lines_free(lines);
    if (rc < 0)
        return -1;
    if (end < size && ftruncate(file->fd, end) < 0)
        return err_sys(err, ERR_JUDGE, "%s", file->path);
    return 0;
}

static int begin(struct journal_file *file, bool fresh, const struct buf *header,
                 const struct journal_reader *reader, struct err *err)
{
    if (open_and_lock(file, err) < 0)
        return -1;
    if (fresh && ftruncate(file->fd, 0) < 0)
        return err_sys(err, ERR_JUDGE, "%s", file->path);
    file->header = (off_t)header->len;
    if (read_file(file, reader, header, err) < 0)
        return -1;
    return file_size(file->fd) > 0 ? 0 : journal_file_append(file, header, err);
}

static void release(struct journal_file *file)
{
    if (file->fd >= 0)
        close(file->fd);
    free(file->path);
    free(file);
}

int journal_file_open(struct journal_file **out, const char *path, bool fresh,
                      const struct buf *header, const struct journal_reader *reader,
                      struct err *err)
{
    struct journal_file *file = calloc(1, sizeof *file);

    if (!file)
        return err_set(err, ERR_JUDGE, "out of memory");
    file->fd = -1;
    file->path = strdup(path);
    if (!file->path)
        err_set(err, ERR_JUDGE, "out of memory");
    if (!file->path || begin(file, fresh, header, reader, err) < 0) {
        release(file);
        return -1;
    }
    *out = file;
    return 0;
}

void journal_file_close(struct journal_file *file)
{
    if (!file)
        return;
    if (file_size(file->fd) <= file->header)
        unlink(file->path);
    release(file);
}

int journal_file_append(struct journal_file *file, const struct buf *line, struct err *err)
{
    if (file_write_all(file->fd, line->data, line->len) < 0)
        return err_sys(err, ERR_JUDGE, "%s", file->path);
    return 0;
}
