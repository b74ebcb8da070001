/* SPDX-License-Identifier: MIT */
#include "candidate/reader.h"
#include "base/buf.h"
#include "base/lines.h"
#include "candidate/pool.h"
#include "lang/language.h"
#include "winnow/cleanup.h"
#include "winnow/units.h"

#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

enum {
    WHERE_MAX = 16384,
    REMARKS_MAX = 5, /* a pool that loses a value on one line loses it on all lines */
};

/* As candidate_reader_next, but 0 is "nothing yet" unless *ended. */
typedef int next_candidate(struct candidate_reader *r, struct candidate *out, bool *ended,
                           struct err *err);

static next_candidate next_line, next_entry, only_file;

struct candidate_reader {
    char *path; /* as complaints show it */
    size_t code_limit;
    reader_complaint *complain;
    void *context;
    next_candidate *next; /* chosen by the kind of file that the path is */
    struct lines *lines;  /* JSONL */
    int fd;               /* the directory, or the one source file; else -1 */
    struct pool_tree tree;
    size_t at;        /* the next entry of the tree */
    uint64_t index;   /* of the next candidate */
    struct buf where; /* of the entry at hand */
    unsigned remarks; /* that were made of values that could not be kept */
};

/* As BUF_CAP_LINE, but for this problem's sources: a few such lines must fit into 256 MiB. */
static size_t line_limit(size_t code_limit)
{
    const size_t other_keys = (size_t)16 * MIB; /* a prompt, a log of tokens */

    return code_limit < BUF_CAP_SOURCE ? code_limit * 6 + other_keys : BUF_CAP_LINE;
}

static int open_path(struct candidate_reader *r, const char *path, struct err *err)
{
    cleanup_fd int fd = -1;
    struct stat st;

    if (strcmp(path, "-") == 0)
        fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
    else
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", r->path);
    if (S_ISDIR(st.st_mode)) {
        r->next = next_entry;
        r->fd = steal_fd(&fd);
        return pool_tree_read(&r->tree, r->fd, err) < 0 ? err_wrap(err, "%s", r->path) : 0;
    }
    if (S_ISREG(st.st_mode) && language_by_file(path)) {
        r->next = only_file;
        r->fd = steal_fd(&fd);
        return 0;
    }
    r->next = next_line;
    return lines_open(&r->lines, steal_fd(&fd), line_limit(r->code_limit), err);
}

/* The path as complaints show it: "dir/" and "file" are to give "dir/file". */
static char *shown_path(const char *path)
{
    size_t n = strlen(path);

    if (strcmp(path, "-") == 0)
        return strdup("stdin");
    while (n > 1 && path[n - 1] == '/')
        n--;
    return strndup(path, n);
}

int candidate_reader_open(struct candidate_reader **out, const char *path,
                          const struct reader_limits *limits, reader_complaint *complain,
                          void *context, struct err *err)
{
    struct candidate_reader *r = calloc(1, sizeof *r);

    if (!r)
        return err_set(err, ERR_JUDGE, "out of memory");
    r->fd = -1;
    r->where.cap = WHERE_MAX;
    r->code_limit = limits->code_limit;
    r->complain = complain;
    r->context = context;
    r->path = shown_path(path);
    if (!r->path)
        err_set(err, ERR_JUDGE, "out of memory");
    if (!r->path || open_path(r, path, err) < 0) {
        candidate_reader_close(r);
        return -1;
    }
    *out = r;
    return 0;
}

void candidate_reader_close(struct candidate_reader *reader)
{
    if (!reader)
        return;
    lines_free(reader->lines);
    pool_tree_release(&reader->tree);
    if (reader->fd >= 0)
        close(reader->fd);
    buf_release(&reader->where);
    free(reader->path);
    free(reader);
}

void candidate_reader_on_wait(struct candidate_reader *reader, lines_wait *wait, void *context)
{
    if (reader->lines)
        lines_on_wait(reader->lines, wait, context);
}

double candidate_reader_fraction(const struct candidate_reader *reader)
{
    if (reader->lines)
        return lines_fraction(reader->lines);
    return reader->tree.count > 0 ? (double)reader->at / (double)reader->tree.count : -1;
}

const char *candidate_reader_where(const struct candidate_reader *reader)
{
    return buf_str(&reader->where);
}

/* Numbers a candidate, passes a complaint on; `done` as from pool_line. */
static int settle_entry(struct candidate_reader *r, int done, struct candidate *out,
                        const struct complaint *complaint, struct err *err)
{
    if (done < 0)
        return err_wrap(err, "%s", candidate_reader_where(r));
    if (done > 0)
        out->index = r->index++;
    if (r->complain && (done == 0 || (complaint->sentence[0] && r->remarks++ < REMARKS_MAX)))
        r->complain(r->context, complaint->kind, candidate_reader_where(r), complaint->sentence);
    return done;
}

static bool is_blank(const char *line, size_t len)
{
    while (len > 0 && memchr(" \t\r", line[len - 1], 3))
        len--;
    return len == 0;
}

static int next_line(struct candidate_reader *r, struct candidate *out, bool *ended,
                     struct err *err)
{
    struct complaint complaint = {0};
    enum line_kind kind;
    const char *line;
    size_t len;
    int done;

    if (lines_next(r->lines, &line, &len, &kind, err) < 0)
        return err && err->kind == ERR_INTERRUPTED
                   ? -1
                   : err_wrap(err, "%s: after line %" PRIu64, r->path, lines_number(r->lines));
    *ended = kind == LINE_END;
    if (*ended)
        return 0;
    buf_clear(&r->where);
    buf_addf(&r->where, "%s:%" PRIu64, r->path, lines_number(r->lines));
    if (kind == LINE_TOO_LONG) {
        done = complaint_make(&complaint, COMPLAINT_OVER_LONG_LINE,
                              "the line has %zu bytes; the limit is %zu", len,
                              line_limit(r->code_limit));
        return settle_entry(r, done, out, &complaint, err);
    }
    if (lines_number(r->lines) == 1 && len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3; /* a byte order mark: Windows editors write one */
        len -= 3;
    }
    if (is_blank(line, len))
        return 0;
    done = pool_line(line, len, lines_number(r->lines), r->code_limit, out, &complaint, err);
    return settle_entry(r, done, out, &complaint, err);
}

static int next_entry(struct candidate_reader *r, struct candidate *out, bool *ended,
                      struct err *err)
{
    const struct pool_entry *entry;
    struct complaint complaint = {0};
    int done;

    *ended = r->at == r->tree.count;
    if (*ended)
        return 0;
    entry = &r->tree.entries[r->at++];
    buf_clear(&r->where);
    buf_addf(&r->where, "%s/%s", r->path, entry->path);
    if (entry->trouble)
        done = complaint_make(&complaint, COMPLAINT_UNREADABLE_FILE, "%s", entry->trouble);
    else
        done = pool_file_at(r->fd, entry->path, r->code_limit, out, &complaint, err);
    return settle_entry(r, done, out, &complaint, err);
}

static int only_file(struct candidate_reader *r, struct candidate *out, bool *ended,
                     struct err *err)
{
    const char *slash = strrchr(r->path, '/');
    struct complaint complaint = {0};
    int done;

    *ended = r->at > 0;
    if (*ended)
        return 0;
    r->at++;
    buf_clear(&r->where);
    buf_adds(&r->where, r->path);
    done = pool_file(r->fd, slash ? slash + 1 : r->path, r->code_limit, out, &complaint, err);
    return settle_entry(r, done, out, &complaint, err);
}

int candidate_reader_next(struct candidate_reader *reader, struct candidate *out, struct err *err)
{
    bool ended = false;
    int done = 0;

    while (done == 0 && !ended)
        done = reader->next(reader, out, &ended, err);
    return done;
}
