/* SPDX-License-Identifier: MIT */
#include "inputs/text.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool text_is_plain(const char *data, size_t len)
{
    size_t foreign = 0;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)data[i];

        if ((c < 0x20 && c != '\n' && !is_blank(data[i])) || c == 0x7f)
            return false;
        foreign += c >= 0x80;
    }
    return foreign <= len / 8;
}

void token_classify(struct input_token *token)
{
    const char *s = token->text.data;
    size_t n = token->text.len, i = 0, whole, point = 0, digits;
    bool minus = n > 0 && s[0] == '-';
    int64_t value = 0;

    token->kind = TOKEN_WORD;
    token->decimals = 0;
    i = minus;
    whole = i;
    for (; i < n && i < whole + 20; i++) {
        if (s[i] == '.' && point == 0 && i > whole)
            point = i;
        else if (!is_digit(s[i]))
            return;
        else if (value < INT64_MAX / 10 - 1)
            value = value * 10 + (s[i] - '0');
    }
    digits = n - whole - (point > 0);
    if (i < n || digits == 0 || digits > (point ? 17u : 18u) || (point && n - point - 1 > 9))
        return;
    if (point == n - 1 && point > 0)
        return;
    if (s[whole] == '0' && (point ? point : n) - whole > 1)
        return;
    if (minus && value == 0)
        return;
    token->kind = point ? TOKEN_DECIMAL : TOKEN_INT;
    token->num = minus ? -value : value;
    token->decimals = point ? (unsigned)(n - point - 1) : 0;
}

static size_t count_tokens(const char *data, size_t len)
{
    size_t count = 0;

    for (size_t i = 0; i < len; i++)
        if (!is_blank(data[i]) && data[i] != '\n')
            count += i == 0 || is_blank(data[i - 1]) || data[i - 1] == '\n';
    return count;
}

/* Splits the line that begins at data[at]; returns where it ends. Tokens go to `tokens`. */
static size_t split_line(struct line *line, struct input_token *tokens, const char *data,
                         size_t len, size_t at)
{
    size_t start = at;

    line->tokens = tokens;
    for (;;) {
        struct input_token *token = &tokens[line->count];
        size_t gap = at;

        while (at < len && is_blank(data[at]))
            at++;
        start = at;
        if (at == len || data[at] == '\n') {
            line->tail = (struct span){data + gap, at - gap};
            return at;
        }
        while (at < len && !is_blank(data[at]) && data[at] != '\n')
            at++;
        token->gap = (struct span){data + gap, start - gap};
        token->text = (struct span){data + start, at - start};
        token_classify(token);
        line->count++;
    }
}

int text_split(struct text *out, struct arena *arena, const char *data, size_t len)
{
    size_t tokens = count_tokens(data, len), lines = 1, used = 0, end = 0;
    struct input_token *room;

    for (size_t i = 0; i < len; i++)
        lines += data[i] == '\n';
    if (len > TEXT_MAX_BYTES || tokens > TEXT_MAX_TOKENS || lines > TEXT_MAX_LINES)
        return -1;
    *out = (struct text){.lines = arena_alloc(arena, lines, sizeof *out->lines)};
    /* One more than there are: split_line looks at the place of the next. */
    room = arena_alloc(arena, tokens + 1, sizeof *room);
    if (!out->lines || !room)
        return -1;
    for (size_t at = 0, i = 0; at < len; i++) {
        at = split_line(&out->lines[i], room + used, data, len, at);
        used += out->lines[i].count;
        if (out->lines[i].count > 0) {
            out->count = i + 1;
            end = at;
        }
        at++;
    }
    out->final = (struct span){data + end, len - end};
    return 0;
}
