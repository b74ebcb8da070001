/* SPDX-License-Identifier: MIT */
#include "candidate/reader.h"
#include "base/buf.h"
#include "base/stream/records.h"
#include "candidate/pool.h"
#include "lang/language.h"
#include "winnow/cleanup.h"
#include "winnow/units.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

enum {
    WHERE_MAX = 16384,
    REMARKS_MAX = 5, /* a pool that loses a value on one line loses it on all lines */
};

struct candidate_reader {
    const char *const *paths;
    size_t path_count, next_path;
    struct reader_options options;
    reader_complaint *complain;
    void *context;
    stream_wait *wait;
    void *wait_context;
    /* The path at hand. */
    char *path;            /* as complaints show it */
    int directory;         /* or -1 */
    struct pool_tree tree; /* of the directory */
    size_t at;             /* the next entry of the tree */
    struct buf file;       /* the JSON file at hand, as complaints show it */
    const char *prefix;    /* of its default ids: the end of `file`; NULL: they are bare numbers */
    struct records *records; /* of that file, or NULL */
    bool looked;             /* at what the file seems to be */
    struct pool_line *line;  /* of the record at hand, or NULL */
    struct buf id;           /* the default id of its candidates */
    struct buf where;        /* of the entry at hand */
    uint64_t index;          /* of the next candidate */
    unsigned remarks;        /* that were made of values that could not be kept */
    struct buf format;       /* what the first input that is not empty looks like, with its path */
    struct err trouble;      /* the first file that could not be read */
};

/* As candidate_reader_next, but 0 is "nothing yet". */
typedef int take_next(struct candidate_reader *r, struct candidate *out, struct err *err);

/* As BUF_CAP_LINE, but for this problem's sources: a few such lines must fit into 256 MiB. */
static size_t line_limit(size_t code_limit)
{
    const size_t other_keys = (size_t)16 * MIB; /* a prompt, a log of tokens */

    return code_limit < BUF_CAP_SOURCE ? code_limit * 6 + other_keys : BUF_CAP_LINE;
}

static int no_memory(struct err *err)
{
    return err_set(err, ERR_JUDGE, "out of memory");
}

int candidate_paths_check(const char *const *paths, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(paths[i], "-") != 0 && access(paths[i], R_OK) < 0)
            return err_sys(err, ERR_INPUT, "%s", paths[i]);
    return 0;
}

int candidate_reader_open(struct candidate_reader **out, const char *const *paths, size_t count,
                          const struct reader_options *options, reader_complaint *complain,
                          void *context, struct err *err)
{
    struct candidate_reader *r;

    if (candidate_paths_check(paths, count, err) < 0)
        return -1;
    r = calloc(1, sizeof *r);
    if (!r)
        return no_memory(err);
    *r = (struct candidate_reader){.paths = paths,
                                   .path_count = count,
                                   .options = *options,
                                   .complain = complain,
                                   .context = context,
                                   .directory = -1,
                                   .file = BUF_INIT(WHERE_MAX),
                                   .id = BUF_INIT(WHERE_MAX),
                                   .where = BUF_INIT(WHERE_MAX),
                                   .format = BUF_INIT(WHERE_MAX)};
    *out = r;
    return 0;
}

static void close_file(struct candidate_reader *r)
{
    pool_line_free(r->line);
    r->line = NULL;
    records_free(r->records);
    r->records = NULL;
}

static void close_path(struct candidate_reader *r)
{
    close_file(r);
    pool_tree_release(&r->tree);
    r->at = 0;
    if (r->directory >= 0)
        close(steal_fd(&r->directory));
    free(steal_ptr(&r->path));
}

void candidate_reader_close(struct candidate_reader *reader)
{
    if (!reader)
        return;
    close_path(reader);
    buf_release(&reader->file);
    buf_release(&reader->id);
    buf_release(&reader->where);
    buf_release(&reader->format);
    free(reader);
}

void candidate_reader_on_wait(struct candidate_reader *reader, stream_wait *wait, void *context)
{
    reader->wait = wait;
    reader->wait_context = context;
}

double candidate_reader_fraction(const struct candidate_reader *r)
{
    double part = r->records ? records_fraction(r->records) : 0;

    if (part < 0 || r->next_path == 0)
        return part < 0 ? part : 0;
    if (r->directory >= 0 && r->tree.count > 0)
        part = ((double)r->at - (r->records ? 1 - part : 0)) / (double)r->tree.count;
    return ((double)(r->next_path - (r->path != NULL)) + part) / (double)r->path_count;
}

const char *candidate_reader_where(const struct candidate_reader *reader)
{
    return buf_str(&reader->where);
}

int candidate_reader_blame(const struct candidate_reader *reader, struct err *err)
{
    if (reader->format.len == 0)
        return 0;
    return err_set(err, ERR_INPUT, "no candidate could be taken: %s", buf_str(&reader->format));
}

/* Notes what the first input looks like. */
static void note_format(struct candidate_reader *r, const char *path, const char *words)
{
    if (r->format.len == 0)
        buf_addf(&r->format, "%s is %s", path, words);
}

static void complain_at(struct candidate_reader *r, enum complaint_kind kind, const char *where,
                        const char *sentence)
{
    if (r->complain)
        r->complain(r->context, kind, where, sentence);
}

/* Numbers a candidate, passes a complaint on; `done` as from pool_line_next. */
static int settle_entry(struct candidate_reader *r, int done, struct candidate *out,
                        const struct complaint *complaint, struct err *err)
{
    if (done < 0)
        return err_wrap(err, "%s", candidate_reader_where(r));
    if (done > 0)
        out->index = r->index++;
    if (done == 0 || (complaint->sentence[0] && r->remarks++ < REMARKS_MAX))
        complain_at(r, complaint->kind, candidate_reader_where(r), complaint->sentence);
    return done;
}

/* ---- a JSON file */

/* The file's rest, or all of it, is lost; the others are read. */
static int give_up_file(struct candidate_reader *r, struct err *err)
{
    if (err && err->kind != ERR_INPUT)
        return -1;
    if (err && r->trouble.kind == ERR_NONE)
        r->trouble = *err;
    close_file(r);
    return 0;
}

static int open_json(struct candidate_reader *r, int fd, struct err *err)
{
    if (records_open(&r->records, fd, line_limit(r->options.code_limit), err) < 0)
        return -1;
    r->looked = false;
    stream_on_wait(records_stream(r->records), r->wait, r->wait_context);
    return 0;
}

static bool is_blank(const char *line, size_t len)
{
    while (len > 0 && memchr(" \t\r", line[len - 1], 3))
        len--;
    return len == 0;
}

/* When the file was begun: of a known format that is not read there is no candidate. */
static int look_at_file(struct candidate_reader *r, struct err *err)
{
    size_t n;
    const char *head = records_head(r->records, &n);
    const char *foreign = pool_foreign(head, n);

    r->looked = true;
    if (foreign)
        return err_set(err, ERR_INPUT,
                       "%s: it is %s; candidates are JSON (lines, or an array; also .gz, .zst or "
                       ".xz) or source files",
                       buf_str(&r->file), foreign);
    if (n > 0)
        note_format(r, buf_str(&r->file), pool_look(buf_str(&r->file), head, n));
    return 0;
}

static void name_record(struct candidate_reader *r)
{
    uint64_t line = records_line(r->records), number = records_number(r->records);

    buf_clear(&r->where);
    buf_addf(&r->where, "%s:%" PRIu64, buf_str(&r->file), line);
    if (records_form(r->records) == RECORDS_VALUES)
        buf_addf(&r->where, ", value %" PRIu64, number);
    buf_clear(&r->id);
    if (r->prefix)
        buf_addf(&r->id, "%s:", r->prefix);
    buf_addf(&r->id, "%" PRIu64, number);
}

/* The end of a file, and what was odd there. */
static void end_json(struct candidate_reader *r)
{
    const char *trailing = stream_trailing(records_stream(r->records));
    char sentence[120];

    if (records_cut_short(r->records))
        complain_at(r, COMPLAINT_MALFORMED_LINE, buf_str(&r->file),
                    "the JSON array does not end: the file was cut short");
    snprintf(sentence, sizeof sentence, "what follows the %s data is not part of it, and left out",
             trailing ? trailing : "");
    if (trailing)
        complain_at(r, COMPLAINT_TRAILING_BYTES, buf_str(&r->file), sentence);
    close_file(r);
}

static int next_record(struct candidate_reader *r, struct candidate *out, struct err *err)
{
    struct complaint complaint = {0};
    enum record_kind kind;
    const char *text;
    size_t len;
    int done;

    if (records_next(r->records, &text, &len, &kind, err) < 0)
        return err && err->kind == ERR_INTERRUPTED
                   ? -1
                   : err_wrap(err, "%s: after line %" PRIu64, buf_str(&r->file),
                              records_line(r->records));
    if (!r->looked && look_at_file(r, err) < 0)
        return -1;
    if (kind == RECORD_END) {
        end_json(r);
        return 0;
    }
    name_record(r);
    if (kind == RECORD_OK && is_blank(text, len))
        return 0;
    if (kind == RECORD_TOO_LONG)
        done = complaint_make(&complaint, COMPLAINT_OVER_LONG_LINE,
                              "the line has %zu bytes; the limit is %zu", len,
                              line_limit(r->options.code_limit));
    else
        done = pool_line_open(&r->line, text, len, buf_str(&r->id), &r->options, &complaint, err);
    return done > 0 ? 0 : settle_entry(r, done, out, &complaint, err);
}

/* The next candidate of the record at hand. */
static int next_of_record(struct candidate_reader *r, struct candidate *out, struct err *err)
{
    struct complaint complaint = {0};
    bool ended;
    int done = pool_line_next(r->line, out, &ended, &complaint, err);

    if (!ended)
        return settle_entry(r, done, out, &complaint, err);
    pool_line_free(r->line);
    r->line = NULL;
    return 0;
}

static int next_of_json(struct candidate_reader *r, struct candidate *out, struct err *err)
{
    int done = r->line ? next_of_record(r, out, err) : next_record(r, out, err);

    return done < 0 ? give_up_file(r, err) : done;
}

/* ---- a directory */

/* The id of a file below the directory, or of what is in it: several paths tell by it too. */
static const char *id_of_file(const struct candidate_reader *r, const char *below)
{
    return r->path_count > 1 ? buf_str(&r->where) : below;
}

static int take_entry(struct candidate_reader *r, const char *name, struct candidate *out,
                      struct complaint *complaint, struct err *err)
{
    cleanup_fd int fd = -1;
    int done = pool_file_open(r->directory, name, &fd, complaint);

    if (done <= 0)
        return done;
    if (!pool_is_json(name))
        return pool_file(fd, name, id_of_file(r, name), r->options.code_limit, out, complaint, err);
    buf_clear(&r->file);
    buf_adds(&r->file, candidate_reader_where(r));
    r->prefix = buf_str(&r->file) + (r->path_count > 1 ? 0 : strlen(r->path) + 1);
    return open_json(r, steal_fd(&fd), err);
}

static int next_entry(struct candidate_reader *r, struct candidate *out, struct err *err)
{
    const struct pool_entry *entry = &r->tree.entries[r->at++];
    struct complaint complaint = {0};
    int done;

    buf_clear(&r->where);
    buf_addf(&r->where, "%s/%s", r->path, entry->path);
    if (entry->trouble)
        done = complaint_make(&complaint, COMPLAINT_UNREADABLE_FILE, "%s", entry->trouble);
    else
        done = take_entry(r, entry->path, out, &complaint, err);
    return r->records ? 0 : settle_entry(r, done, out, &complaint, err);
}

static int open_directory(struct candidate_reader *r, int fd, struct err *err)
{
    r->directory = fd;
    if (pool_tree_read(&r->tree, fd, err) < 0)
        return err_wrap(err, "%s", r->path);
    note_format(r, r->path, r->tree.count > 0 ? "a directory" : "an empty directory");
    return 0;
}

/* ---- a path */

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

static int take_source(struct candidate_reader *r, int fd, struct candidate *out, struct err *err)
{
    const char *slash = strrchr(r->path, '/');
    struct complaint complaint = {0};
    int done;

    note_format(r, r->path, "a source file");
    buf_clear(&r->where);
    buf_adds(&r->where, r->path);
    done = pool_file(fd, r->path, id_of_file(r, slash ? slash + 1 : r->path), r->options.code_limit,
                     out, &complaint, err);
    return settle_entry(r, done, out, &complaint, err);
}

static int take_path(struct candidate_reader *r, const char *path, struct candidate *out,
                     struct err *err)
{
    cleanup_fd int fd = -1;
    bool is_stdin = strcmp(path, "-") == 0;
    struct stat st;

    r->path = shown_path(path);
    if (!r->path)
        return no_memory(err);
    fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                  : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) < 0)
        return err_sys(err, ERR_INPUT, "%s", r->path);
    if (S_ISDIR(st.st_mode) && is_stdin)
        return err_set(err, ERR_INPUT, "stdin is a directory: give its path instead of '-'");
    if (S_ISDIR(st.st_mode))
        return open_directory(r, steal_fd(&fd), err);
    if (S_ISREG(st.st_mode) && !is_stdin && (language_by_file(path) || language_not_run(path)))
        return take_source(r, fd, out, err);
    buf_clear(&r->file);
    buf_adds(&r->file, r->path);
    r->prefix = r->path_count > 1 ? buf_str(&r->file) : NULL;
    return open_json(r, steal_fd(&fd), err);
}

static int next_path(struct candidate_reader *r, struct candidate *out, struct err *err)
{
    int done = take_path(r, r->paths[r->next_path++], out, err);

    return done < 0 ? give_up_file(r, err) : done;
}

int candidate_reader_next(struct candidate_reader *r, struct candidate *out, struct err *err)
{
    struct err trouble = {0};
    int done = 0;

    while (done == 0) {
        take_next *next = next_path;

        if (r->records)
            next = next_of_json;
        else if (r->at < r->tree.count)
            next = next_entry;
        else if (r->next_path == r->path_count)
            break;
        else
            close_path(r);
        done = next(r, out, &trouble);
    }
    if (done == 0 && r->trouble.kind != ERR_NONE) {
        trouble = r->trouble;
        done = -1;
    }
    if (done < 0 && err)
        *err = trouble;
    return done;
}
