/* SPDX-License-Identifier: MIT */
#include "judge/stderr_line.h"
#include "winnow/cleanup.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { TAIL_MAX = 64 * 1024 };

struct line {
    const char *start;
    size_t length;
};

struct search {
    struct line chosen, addition; /* the line that tells most so far, and its second part */
    struct line last;             /* the last line that is not blank */
    const char *follower;         /* a next line that contains this is the second part */
    bool in_traceback;            /* the exception is still to come */
};

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

/* Moves the line's start to the words, which may follow text that had no line end of its own. */
static bool find_words(struct line *line, const char *words)
{
    const char *at = memmem(line->start, line->length, words, strlen(words));

    if (!at)
        return false;
    line->length -= (size_t)(at - line->start);
    line->start = at;
    return true;
}

/* CPython prints an exception group behind a bar. */
static struct line without_bar(struct line line)
{
    static const char bar[] = "  | ";
    size_t n = sizeof bar - 1;

    if (line.length <= n || memcmp(line.start, bar, n) != 0)
        return line;
    return (struct line){line.start + n, line.length - n};
}

static bool begins(struct line line, const char *text)
{
    return line.length >= strlen(text) && memcmp(line.start, text, strlen(text)) == 0;
}

/* "\tat Main.main(Main.java:3)": the stack of Java, Node, Mono and Ruby stands behind the message. */
static bool is_frame(struct line line)
{
    struct line words = line;

    while (words.length > 0 && is_blank(words.start[0])) {
        words.start++;
        words.length--;
    }
    return words.start > line.start &&
           (begins(words, "at ") || begins(words, "from ") || begins(words, "... "));
}

/* What Node and R print after their messages. */
static bool is_trailer(struct line line)
{
    return begins(line, "Node.js v") || begins(line, "Calls: ") || begins(line, "Execution halted");
}

/* The frames before it are indented. */
static bool is_exception(struct line line)
{
    return line.length > 0 && !is_blank(line.start[0]);
}

/* True when the line opens a message that tells more than the line at the end. */
static bool open_message(struct search *search, struct line line)
{
    static const struct {
        const char *words, *follower;
    } messages[] = {
        {"terminate called after throwing", "  what():"},
        {"terminate called", NULL},
        {"pure virtual method called", "terminate called"},
        {"Fatal Python error: ", NULL},
        {"Exception in thread ", NULL},        /* Java */
        {"FATAL UNHANDLED EXCEPTION: ", NULL}, /* Mono */
        {"panicked at ", NULL},                /* Rust */
        {"panic: ", NULL},                     /* Go */
        {"fatal error: ", NULL},
    };

    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        if (!find_words(&line, messages[i].words))
            continue;
        search->chosen = line;
        search->addition = (struct line){0};
        search->follower = messages[i].follower;
        return true;
    }
    return false;
}

static void look_at_line(struct search *search, struct line line)
{
    struct line words = line;

    if (search->in_traceback && is_exception(without_bar(line))) {
        search->chosen = without_bar(line);
        search->addition = (struct line){0};
        search->in_traceback = false;
    } else if (search->follower && find_words(&words, search->follower)) {
        search->addition = words;
        search->follower = NULL;
    } else if (find_words(&words, "Traceback (most recent call last):")) {
        /* One that CPython ignores, in a finaliser, does not end the program. */
        search->in_traceback = !find_words(&search->last, "Exception ignored in");
    } else if (!open_message(search, line)) {
        search->follower = NULL;
    }
    for (size_t i = 0; i < line.length && !is_frame(line) && !is_trailer(line); i++)
        if (!is_blank(line.start[i]))
            search->last = line;
}

static void search_lines(struct search *search, const char *text, size_t n)
{
    const char *end = text + n;

    memset(search, 0, sizeof *search);
    search->last.start = text;
    for (const char *line = text; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));

        stop = stop ? stop : end;
        look_at_line(search, (struct line){line, (size_t)(stop - line)});
        line = stop + 1;
    }
}

/* Appends the line at out[used], one blank for each run of blanks; returns the new length. */
static size_t add_line(char *out, size_t size, size_t used, struct line line)
{
    for (size_t i = 0; i < line.length && used + 1 < size; i++) {
        char c = is_blank(line.start[i]) ? ' ' : line.start[i];

        if (c != ' ' || (used > 0 && out[used - 1] != ' '))
            out[used++] = c;
    }
    while (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
    return used;
}

static void hide_addresses(char *text)
{
    static const char before[] = " at 0x", hidden[] = "…";

    while ((text = strstr(text, before))) {
        size_t digits = strspn(text += sizeof before - 1, "0123456789abcdefABCDEF");

        if (digits < sizeof hidden - 1)
            continue;
        memcpy(text, hidden, sizeof hidden - 1);
        text += sizeof hidden - 1;
        digits -= sizeof hidden - 1;
        memmove(text, text + digits, strlen(text + digits) + 1);
    }
}

/* The file's last bytes, at most TAIL_MAX; `from` is where they begin. 0: there are none to be had. */
static size_t read_tail(int fd, char *tail, off_t *from)
{
    struct stat st;
    ssize_t n;

    if (fstat(fd, &st) < 0)
        return 0;
    *from = st.st_size > TAIL_MAX ? st.st_size - TAIL_MAX : 0;
    n = pread(fd, tail, TAIL_MAX, *from);
    return n < 0 ? 0 : (size_t)n;
}

bool stderr_says(int stderr_fd, const char *const *words)
{
    cleanup_free char *tail = malloc(TAIL_MAX);
    off_t from;
    size_t n = tail ? read_tail(stderr_fd, tail, &from) : 0;

    for (; *words; words++)
        if (n > 0 && memmem(tail, n, *words, strlen(*words)))
            return true;
    return false;
}

void stderr_line(int stderr_fd, char *out, size_t size)
{
    cleanup_free char *tail = malloc(TAIL_MAX);
    struct search search;
    const struct line *chosen;
    off_t from;
    size_t n, used = 0;

    out[0] = '\0';
    n = tail ? read_tail(stderr_fd, tail, &from) : 0;
    if (n == 0)
        return; /* the judgement is complete without */
    search_lines(&search, tail, n);
    chosen = search.chosen.start ? &search.chosen : &search.last;
    if (from > 0 && chosen->start == tail && chosen->length > 0) /* its beginning was not read */
        used = (size_t)snprintf(out, size, "…");
    used = add_line(out, size, used, *chosen);
    if (search.addition.start) {
        used += (size_t)snprintf(out + used, size - used, ": ");
        add_line(out, size, used < size ? used : size - 1, search.addition);
    }
    hide_addresses(out);
}
