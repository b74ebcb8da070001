/* SPDX-License-Identifier: MIT */
#include "base/screen/columns.h"
#include "base/screen/terminal.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CELL_MAX = 400,
    COLUMNS_MAX = 16,
    TEXT_MAX = 256 << 20 /* a row for each test or cluster */
};

static const char *const style_code[] = {[COLUMN_PLAIN] = "",
                                         [COLUMN_GOOD] = "\033[32m",
                                         [COLUMN_BAD] = "\033[31m",
                                         [COLUMN_DIM] = "\033[2m"};

void columns_init(struct columns *c, const char *align)
{
    *c = (struct columns){.width = strlen(align), .align = align, .text = BUF_INIT(TEXT_MAX)};
}

void columns_release(struct columns *c)
{
    buf_release(&c->text);
    free(c->cells);
    c->cells = NULL;
    c->count = c->room = 0;
}

void columns_add(struct columns *c, enum column_style style, const char *fmt, ...)
{
    struct column_cell *cells = array_grow(c->cells, c->count, &c->room, sizeof *cells);
    char cell[CELL_MAX];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(cell, sizeof cell, fmt, ap);
    va_end(ap);
    terminal_make_fit(cell);
    if (cells)
        c->cells = cells;
    if (!cells || buf_adds(&c->text, cell) < 0) {
        c->failed = true;
        return;
    }
    c->cells[c->count++] =
        (struct column_cell){.at = c->text.len - strlen(cell), .len = strlen(cell), .style = style};
}

/* Counts characters: UTF-8 continuation bytes have no width. */
static size_t shown_width(const char *text, size_t n)
{
    size_t width = 0;

    for (size_t i = 0; i < n; i++)
        width += ((unsigned char)text[i] & 0xc0) != 0x80;
    return width;
}

static bool wants_colour(FILE *out)
{
    const char *no = getenv("NO_COLOR");

    return (!no || !*no) && isatty(fileno(out)) == 1;
}

static void print_cell(const struct columns *c, const struct column_cell *cell, size_t width,
                       bool right, bool last, bool colour, FILE *out)
{
    const char *text = buf_str(&c->text) + cell->at;
    int pad = (int)(width - shown_width(text, cell->len));
    bool styled = colour && cell->style != COLUMN_PLAIN;

    if (right)
        fprintf(out, "%*s", pad, "");
    fprintf(out, "%s%.*s%s", styled ? style_code[cell->style] : "", (int)cell->len, text,
            styled ? "\033[0m" : "");
    if (!last)
        fprintf(out, "%*s", right ? 2 : pad + 2, "");
}

/* Leaves out empty cells at the end, so that no line ends in blanks. */
static void print_row(const struct columns *c, const struct column_cell *row, const size_t *widths,
                      bool colour, FILE *out)
{
    size_t n = c->width;

    while (n > 0 && row[n - 1].len == 0)
        n--;
    for (size_t i = 0; i < n; i++)
        print_cell(c, &row[i], widths[i], c->align[i] == 'r', i + 1 == n, colour, out);
    fputc('\n', out);
}

int columns_print(const struct columns *c, FILE *out)
{
    size_t widths[COLUMNS_MAX] = {0};
    bool colour = wants_colour(out);

    if (c->failed || c->width > COLUMNS_MAX)
        return -1;
    for (size_t i = 0; i < c->count; i++) {
        size_t w = shown_width(buf_str(&c->text) + c->cells[i].at, c->cells[i].len);

        if (w > widths[i % c->width])
            widths[i % c->width] = w;
    }
    for (size_t i = 0; i + c->width <= c->count; i += c->width)
        print_row(c, &c->cells[i], widths, colour, out);
    return 0;
}
