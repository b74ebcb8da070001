/* SPDX-License-Identifier: MIT */
#include "compare/difference.h"
#include "base/screen/terminal.h"
#include "winnow/cleanup.h"

#include <string.h>

enum {
    BYTES_BEFORE = 40, /* shown of a line before the difference, */
    BYTES_AFTER = 30,  /* and from it on */
    SHOWN_MAX = 4096,
};

/* The line of one text that has the difference. */
struct place {
    const char *at;
    size_t line, column; /* from 1; columns count characters */
    struct buf shown;
    size_t width; /* of what is shown before the difference */
};

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

static size_t count_characters(const char *from, const char *to)
{
    size_t n = 0;

    for (; from < to; from++)
        n += begins_character(*from);
    return n;
}

static size_t count_line_ends(const char *from, const char *to)
{
    size_t n = 0;

    while ((from = memchr(from, '\n', (size_t)(to - from)))) {
        n++;
        from++;
    }
    return n;
}

/* A cut does not split characters; in bytes that are not UTF-8 it stays near. */
static const char *whole_character(const char *at, const char *end)
{
    for (int i = 0; i < 3 && at < end && !begins_character(*at); i++)
        at++;
    return at;
}

static int show_line(struct place *p, const char *line, const char *line_end)
{
    const char *from =
        p->at - line > BYTES_BEFORE ? whole_character(p->at - BYTES_BEFORE, p->at) : line;
    const char *to =
        line_end - p->at > BYTES_AFTER ? whole_character(p->at + BYTES_AFTER, line_end) : line_end;

    if ((from > line && buf_adds(&p->shown, "...") < 0) ||
        terminal_escape(&p->shown, from, (size_t)(p->at - from)) < 0)
        return -1;
    p->width = count_characters(buf_str(&p->shown), buf_str(&p->shown) + p->shown.len);
    if (terminal_escape(&p->shown, p->at, (size_t)(to - p->at)) < 0)
        return -1;
    if (to < line_end)
        return buf_adds(&p->shown, "...");
    return line == line_end ? buf_adds(&p->shown, "(the end)") : 0;
}

/* `at` is NULL where the text has ended. */
static int find_place(struct place *p, struct token text, const char *at)
{
    const char *begin = text.len > 0 ? text.text : "", *end = begin + text.len;
    const char *line, *line_end;

    p->at = at ? at : end;
    for (line = p->at; line > begin && line[-1] != '\n';)
        line--;
    line_end = memchr(p->at, '\n', (size_t)(end - p->at));
    line_end = line_end ? line_end + 1 : end;
    p->line = count_line_ends(begin, p->at) + 1;
    p->column = count_characters(line, p->at) + 1;
    return show_line(p, line, line_end);
}

static int add_places(struct buf *out, const struct place *answer, const struct place *output)
{
    size_t width = answer->width > output->width ? answer->width : output->width;

    if (buf_addf(out, "line %zu, column %zu", output->line, output->column) < 0)
        return -1;
    if ((answer->line != output->line || answer->column != output->column) &&
        buf_addf(out, "; in the answer line %zu, column %zu", answer->line, answer->column) < 0)
        return -1;
    return buf_addf(out, "\nexpected  %*s%s\nfound     %*s%s\n          %*s^\n",
                    (int)(width - answer->width), "", buf_str(&answer->shown),
                    (int)(width - output->width), "", buf_str(&output->shown), (int)width, "");
}

static void release_place(struct place *p)
{
    buf_release(&p->shown);
}

char *difference_show(struct token answer, struct token output, const struct comparison *comparison)
{
    cleanup_with(release_place) struct place expected = {.shown = BUF_INIT(SHOWN_MAX)};
    cleanup_with(release_place) struct place found = {.shown = BUF_INIT(SHOWN_MAX)};
    cleanup_with(buf_release) struct buf out = BUF_INIT(4 * SHOWN_MAX);

    if (!comparison->answer_at && !comparison->output_at)
        return NULL;
    if (find_place(&expected, answer, comparison->answer_at) < 0 ||
        find_place(&found, output, comparison->output_at) < 0 ||
        add_places(&out, &expected, &found) < 0)
        return NULL;
    return steal_ptr(&out.data);
}
