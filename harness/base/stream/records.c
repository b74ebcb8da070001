/* SPDX-License-Identifier: MIT */
#include "base/stream/records.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How far a JSON value has been scanned. */
struct shape {
    size_t depth; /* of brackets that are open */
    bool in_string, escaped;
    bool at_line_start; /* nothing of this line was seen, blanks included */
    bool flat;          /* keys stand at the very start of lines, and so may objects inside */
};

struct records {
    struct stream *stream;
    const char *chunk; /* bytes that no record has used yet */
    size_t left;
    size_t no_array; /* no array begins before so many bytes are left */
    bool begun;      /* a byte order mark was looked for */
    char head[RECORDS_HEAD];
    size_t head_len;
    struct buf text; /* its cap is the longest record taken */
    size_t total;    /* the length of the record, also when that is over the cap */
    enum record_form form;
    bool in_array;
    struct shape shape;
    uint64_t line_ends; /* that were read */
    uint64_t start;     /* the line on which the record at hand begins */
    uint64_t line;      /* the same of the record given out last */
    uint64_t values;    /* how many values were begun */
};

int records_open(struct records **out, int fd, size_t max_len, struct err *err)
{
    struct records *records = calloc(1, sizeof *records);

    if (!records) {
        close(fd);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    records->text.cap = max_len;
    if (stream_open(&records->stream, fd, err) < 0) {
        free(records);
        return -1;
    }
    *out = records;
    return 0;
}

void records_free(struct records *records)
{
    if (!records)
        return;
    stream_free(records->stream);
    buf_release(&records->text);
    free(records);
}

void records_freep(struct records **records)
{
    records_free(*records);
}

uint64_t records_line(const struct records *records)
{
    return records->line;
}

uint64_t records_number(const struct records *records)
{
    return records->form == RECORDS_VALUES ? records->values : records->line;
}

enum record_form records_form(const struct records *records)
{
    return records->form;
}

const char *records_head(const struct records *records, size_t *n)
{
    *n = records->head_len;
    return records->head;
}

bool records_cut_short(const struct records *records)
{
    return records->in_array;
}

struct stream *records_stream(struct records *records)
{
    return records->stream;
}

double records_fraction(const struct records *records)
{
    return stream_fraction(records->stream, records->left);
}

/* Sees to it that bytes are there: 1, or 0 at the end. */
static int have_bytes(struct records *r, struct err *err)
{
    while (r->left == 0 || !r->begun) {
        r->no_array = SIZE_MAX;
        if (r->left == 0 && stream_next(r->stream, &r->chunk, &r->left, err) < 0)
            return -1;
        if (r->left == 0)
            return 0;
        if (!r->begun) {
            r->head_len = r->left < RECORDS_HEAD ? r->left : RECORDS_HEAD;
            memcpy(r->head, r->chunk, r->head_len);
        }
        if (!r->begun && r->left >= 3 && memcmp(r->chunk, "\xef\xbb\xbf", 3) == 0) {
            r->chunk += 3; /* a byte order mark: Windows editors write one */
            r->left -= 3;
        }
        r->begun = true;
    }
    return 1;
}

/* Moves n bytes into the record. When it gets longer than the cap, it is dropped. */
static int take_bytes(struct records *r, size_t n, struct err *err)
{
    const char *bytes = r->chunk;

    r->chunk += n;
    r->left -= n;
    r->total += n;
    if (r->total > r->text.cap)
        buf_clear(&r->text);
    else if (buf_add(&r->text, bytes, n) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return 0;
}

static int gather_line(struct records *r, bool *found, struct err *err)
{
    bool ended = false;
    int more = 1;

    *found = false;
    while (!ended && (more = have_bytes(r, err)) > 0) {
        const char *newline = memchr(r->chunk, '\n', r->left);

        *found = true;
        ended = newline != NULL;
        r->start = r->line_ends + 1;
        if (take_bytes(r, newline ? (size_t)(newline - r->chunk) : r->left, err) < 0)
            return -1;
        r->chunk += ended;
        r->left -= ended;
    }
    r->line_ends += ended;
    return more < 0 ? -1 : 0;
}

/* A byte inside a string. Line ends cannot be in one: where one is, the value is broken. */
static void scan_in_string(struct shape *s, char c)
{
    if (s->escaped)
        s->escaped = false;
    else if (c == '\\')
        s->escaped = true;
    else if (c == '"' || c == '\n')
        s->in_string = false;
}

/* A byte outside of strings. True: the value has ended, before this byte unless *taken. */
static bool scan_outside(struct shape *s, char c, bool *taken)
{
    *taken = true;
    switch (c) {
    case '"':
        s->in_string = true;
        s->flat = s->flat || s->at_line_start;
        return false;
    case '{':
    case '[':
        *taken = c == '[' || s->depth == 0 || !s->at_line_start || s->flat;
        s->depth += *taken;
        return !*taken;
    case '}':
    case ']':
        *taken = s->depth > 0;
        s->depth -= *taken;
        return s->depth == 0;
    case ',':
    case '\n':
        *taken = s->depth > 0;
        return !*taken;
    default:
        return false;
    }
}

/* Goes through bytes of a value up to its end. Returns how many belong to it. */
static size_t scan_value(struct shape *s, const char *bytes, size_t n, bool *ended)
{
    size_t i = 0;
    bool taken = true;

    *ended = false;
    while (i < n && !*ended) {
        char c = bytes[i];

        if (s->in_string)
            scan_in_string(s, c);
        else
            *ended = scan_outside(s, c, &taken);
        s->at_line_start = c == '\n';
        i += taken;
    }
    return i;
}

/* Skips what is between values. True: a value begins. */
static bool find_value(struct records *r)
{
    for (; r->left > 0; r->chunk++, r->left--) {
        char c = *r->chunk;

        if (c == '[' && !r->in_array)
            r->in_array = true;
        else if (c == ']' && r->in_array)
            r->in_array = false;
        else if (!memchr(" \t\r\n,", c, 5))
            return true;
        r->line_ends += c == '\n';
    }
    return false;
}

static size_t count_line_ends(const char *bytes, size_t n)
{
    const char *end = bytes + n;
    size_t count = 0;

    while ((bytes = memchr(bytes, '\n', (size_t)(end - bytes)))) {
        bytes++;
        count++;
    }
    return count;
}

/* *found says whether the value has begun. */
static int gather_value(struct records *r, bool *found, struct err *err)
{
    bool ended = false;
    int more = 1;

    while (!ended && (more = have_bytes(r, err)) > 0) {
        size_t n;

        if (!*found && !find_value(r))
            continue;
        if (!*found) {
            *found = true;
            r->shape = (struct shape){0};
            r->start = r->line_ends + 1;
            r->values++;
        }
        n = scan_value(&r->shape, r->chunk, r->left, &ended);
        if (n == 0 && r->shape.depth == 0 && r->text.len == 0)
            n = 1; /* a bracket that closes nothing is a record of its own: each one must get on */
        r->line_ends += count_line_ends(r->chunk, n);
        if (take_bytes(r, n, err) < 0)
            return -1;
    }
    /* The first value was a line that is broken: the others may be lines. */
    if (ended && r->shape.depth > 0 && r->values == 1 && !r->in_array)
        r->form = RECORDS_UNKNOWN;
    return more < 0 ? -1 : 0;
}

/* Whether the chunk begins an array, blanks aside. Of many blank lines only the first looks through them. */
static bool begins_array(struct records *r)
{
    size_t i = 0;

    if (r->left > r->no_array)
        return false;
    while (i < r->left && memchr(" \t\r\n", r->chunk[i], 4))
        i++;
    r->no_array = r->left - i;
    return i < r->left && r->chunk[i] == '[';
}

/* The first line that is not blank decides. True: it is the beginning of a value. */
static bool decide_form(struct records *r)
{
    const char *text = buf_str(&r->text);
    size_t blanks = strspn(text, " \t\r");
    bool ended;

    if (blanks == r->total)
        return false;
    r->form = RECORDS_LINES;
    r->shape = (struct shape){0};
    if (r->total > r->text.cap || text[blanks] != '{')
        return false;
    scan_value(&r->shape, text, r->text.len, &ended);
    if (ended || r->shape.in_string)
        return false;
    r->shape.at_line_start = true;
    r->form = RECORDS_VALUES;
    r->values = 1;
    return true;
}

static int gather_first(struct records *r, bool *found, struct err *err)
{
    int more = have_bytes(r, err);

    *found = false;
    if (more < 0)
        return -1;
    if (more > 0 && begins_array(r)) {
        r->form = RECORDS_VALUES;
        return gather_value(r, found, err);
    }
    if (gather_line(r, found, err) < 0)
        return -1;
    if (!*found || !decide_form(r))
        return 0;
    /* The line end that gather_line left out belongs to the value. */
    if (++r->total > r->text.cap)
        buf_clear(&r->text);
    else if (buf_addc(&r->text, '\n') < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    return gather_value(r, found, err);
}

int records_next(struct records *r, const char **text, size_t *len, enum record_kind *kind,
                 struct err *err)
{
    bool found = false;
    int rc;

    buf_clear(&r->text);
    r->total = 0;
    rc = r->form == RECORDS_UNKNOWN ? gather_first(r, &found, err)
         : r->form == RECORDS_LINES ? gather_line(r, &found, err)
                                    : gather_value(r, &found, err);
    if (rc < 0)
        return -1;
    *text = buf_str(&r->text);
    *len = r->total;
    r->line = r->start;
    if (!found)
        *kind = RECORD_END;
    else
        *kind = r->total > r->text.cap ? RECORD_TOO_LONG : RECORD_OK;
    return 0;
}
