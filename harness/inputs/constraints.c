/* SPDX-License-Identifier: MIT */
/*
 * A line is split into tokens, and each chain "operand sign operand …" of it is read from left to right. What
 * stands directly before or behind a name without a sign makes an expression of it, of which nothing is known.
 */
#include "inputs/constraints.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

enum { MAX_TOKENS = 1024, NAME_MOST = 24, TEXT_MOST = 1 << 20 };

/* Beyond this nothing is drawn (draw.c). */
#define FAR_MOST INT64_C(1000000000000000000)

enum token_kind { END, NUMBER, NAME, LESS, MORE, COMMA, DOTS, IS, SIGN, OTHER };

struct token {
    enum token_kind kind;
    bool strict; /* of LESS and MORE */
    int64_t number;
    const char *name;
    size_t length;
};

struct line {
    const char *at, *end;
    struct token tokens[MAX_TOKENS + 1]; /* the last is END */
    size_t count;
};

static const struct range OPEN = {-FAR_MOST - 1, FAR_MOST + 1};

struct known {
    const char *name;
    size_t length;
    struct range range;
};

struct reader {
    struct known names[MAX_RANGES];
    size_t count;
};

/* ---- tokens */

static const struct spelling {
    const char *text;
    enum token_kind kind;
    bool strict;
} spellings[] = {
    {"<=", LESS, false},         {"=<", LESS, false},         {"≤", LESS, false},
    {"⩽", LESS, false},          {"\\leqslant", LESS, false}, {"\\leq", LESS, false},
    {"\\le", LESS, false},       {"\\lt", LESS, true},        {"<", LESS, true},
    {">=", MORE, false},         {"≥", MORE, false},          {"⩾", MORE, false},
    {"\\geqslant", MORE, false}, {"\\geq", MORE, false},      {"\\ge", MORE, false},
    {"\\gt", MORE, true},        {">", MORE, true},           {"...", DOTS, false},
    {"..", DOTS, false},         {"…", DOTS, false},          {"\\ldots", DOTS, false},
    {"\\dots", DOTS, false},     {"==", IS, false},           {"=", IS, false},
    {",", COMMA, false},
};

static bool take(struct line *line, const char *text)
{
    size_t length = strlen(text);

    if ((size_t)(line->end - line->at) < length || memcmp(line->at, text, length) != 0)
        return false;
    line->at += length;
    return true;
}

static bool take_any(struct line *line, const char *const *texts)
{
    for (size_t i = 0; texts[i]; i++)
        if (take(line, texts[i]))
            return true;
    return false;
}

static void skip_blanks(struct line *line)
{
    static const char *const blanks[] = {" ", "\t", "\r", "$", "\\,", "\\;", "\xc2\xa0", "`", NULL};

    while (take_any(line, blanks))
        ;
}

static bool digit_at(const struct line *line, size_t ahead)
{
    return (size_t)(line->end - line->at) > ahead && isdigit((unsigned char)line->at[ahead]);
}

static int64_t capped(int64_t a, int64_t b)
{
    return b != 0 && a > FAR_MOST / b ? FAR_MOST : a * b;
}

static int64_t with_digit(int64_t value, char digit)
{
    return value >= FAR_MOST / 10 ? FAR_MOST : value * 10 + (digit - '0');
}

/* Digits, with commas or underscores between groups of three. */
static int64_t read_digits(struct line *line)
{
    int64_t value = 0;

    for (;;) {
        if (digit_at(line, 0))
            value = with_digit(value, *line->at++);
        else if (line->at < line->end && strchr(",_", *line->at) && digit_at(line, 1) &&
                 digit_at(line, 2) && digit_at(line, 3) && !digit_at(line, 4))
            line->at++;
        else
            return value;
    }
}

static int64_t power(int64_t base, int64_t exponent)
{
    int64_t value = 1;

    for (int64_t i = 0; i < exponent && i < 64; i++)
        value = capped(value, base);
    return value;
}

/* 100, 10^5, 1e9. */
static int64_t read_power(struct line *line)
{
    static const char *const powers[] = {"**", "^", NULL};
    int64_t value = read_digits(line), exponent;
    const char *before = line->at;
    bool braced;

    if (line->at < line->end && strchr("eE", *line->at) && digit_at(line, 1)) {
        line->at++;
        return capped(value, power(10, read_digits(line)));
    }
    if (!take_any(line, powers))
        return value;
    braced = take(line, "{");
    if (!digit_at(line, 0)) {
        line->at = before;
        return value;
    }
    exponent = read_digits(line);
    if (braced)
        take(line, "}");
    return power(value, exponent);
}

/* A product of powers, and what is added or taken away: 2*10^5, 2^31-1, 10^9+7. */
static int64_t read_number(struct line *line)
{
    static const char *const times[] = {"\\cdot", "\\times", "*", "·", "×", "⋅", NULL};
    int64_t value = read_power(line);
    const char *before;

    for (;;) {
        before = line->at;
        skip_blanks(line);
        if (!take_any(line, times))
            break;
        skip_blanks(line);
        if (!digit_at(line, 0))
            break;
        value = capped(value, read_power(line));
    }
    line->at = before;
    if (line->at < line->end && strchr("+-", *line->at) && digit_at(line, 1))
        value += *line->at++ == '-' ? -read_power(line) : read_power(line);
    return value > FAR_MOST ? FAR_MOST : value;
}

/* n, a_i, a_{i,j}, a[i]. */
static void read_name(struct line *line, struct token *token)
{
    *token = (struct token){.kind = NAME, .name = line->at};
    while (line->at < line->end && (isalnum((unsigned char)*line->at) || *line->at == '_'))
        line->at++;
    token->length = (size_t)(line->at - token->name);
    if (line->at < line->end && strchr("[{", *line->at)) {
        const char *close =
            memchr(line->at, *line->at == '[' ? ']' : '}', (size_t)(line->end - line->at));

        if (close)
            line->at = close + 1;
    }
}

static bool read_spelled(struct line *line, struct token *token)
{
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++)
        if (take(line, spellings[i].text)) {
            *token = (struct token){.kind = spellings[i].kind, .strict = spellings[i].strict};
            return true;
        }
    return false;
}

/* A minus belongs to the number behind it unless something stands before it that it takes away from. */
static bool read_negative(struct line *line, struct token *token)
{
    enum token_kind before = line->count > 0 ? line->tokens[line->count - 1].kind : END;
    const char *start = line->at;

    if ((take(line, "-") || take(line, "−")) && before != NUMBER && before != NAME &&
        digit_at(line, 0)) {
        *token = (struct token){.kind = NUMBER, .number = -read_number(line)};
        return true;
    }
    line->at = start;
    return false;
}

static void read_token(struct line *line, struct token *token)
{
    if (read_spelled(line, token) || read_negative(line, token))
        return;
    if (digit_at(line, 0)) {
        *token = (struct token){.kind = NUMBER, .number = read_number(line)};
    } else if (isalpha((unsigned char)*line->at)) {
        read_name(line, token);
    } else {
        *token = (struct token){.kind = strchr("+-*/^", *line->at) ? SIGN : OTHER};
        line->at++;
    }
}

static void split_line(struct line *line)
{
    line->count = 0;
    for (skip_blanks(line); line->at < line->end && line->count < MAX_TOKENS; skip_blanks(line))
        read_token(line, &line->tokens[line->count++]);
    line->tokens[line->count] = (struct token){.kind = END};
}

/* ---- chains */

static struct known *find_name(struct reader *reader, const struct token *token)
{
    struct known *known;

    for (size_t i = 0; i < reader->count; i++)
        if (reader->names[i].length == token->length &&
            memcmp(reader->names[i].name, token->name, token->length) == 0)
            return &reader->names[i];
    if (reader->count == MAX_RANGES || token->length > NAME_MOST)
        return NULL;
    known = &reader->names[reader->count++];
    *known = (struct known){token->name, token->length, OPEN};
    return known;
}

static void bound_name(struct reader *reader, const struct token *token, int64_t low, int64_t high)
{
    struct known *known = find_name(reader, token);

    if (!known)
        return;
    known->range.low = low > known->range.low ? low : known->range.low;
    known->range.high = high < known->range.high ? high : known->range.high;
}

/* Past the operand at `at`: a number, or names with commas between them. 0: there is none. */
static size_t operand_end(const struct token *tokens, size_t at)
{
    if (tokens[at].kind == NUMBER)
        return at + 1;
    if (tokens[at].kind != NAME)
        return 0;
    while (tokens[at + 1].kind == COMMA && tokens[at + 2].kind == NAME)
        at += 2;
    return at + 1;
}

static void bound_names(struct reader *reader, const struct token *tokens, size_t from, size_t to,
                        int64_t low, int64_t high)
{
    for (size_t i = from; i < to; i++)
        if (tokens[i].kind == NAME)
            bound_name(reader, &tokens[i], low, high);
}

/* A token of a chain that is read from its left or from its right end; `bound` is what the last number says. */
static void read_link(struct reader *reader, const struct token *token, enum token_kind sign,
                      bool from_left, struct range *bound)
{
    bool from_below = from_left == (sign == LESS);

    if (token->kind == NUMBER)
        *bound = (struct range){token->number, token->number};
    else if (token->kind == NAME && from_below)
        bound_name(reader, token, bound->low, OPEN.high);
    else if (token->kind == NAME)
        bound_name(reader, token, OPEN.low, bound->high);
    else if (token->strict && bound->low != OPEN.low)
        bound->low++, bound->high--;
}

/* From `first` to `end`; all signs point as `sign` does. */
static void read_chain(struct reader *reader, const struct token *tokens, size_t first, size_t end,
                       enum token_kind sign)
{
    struct range bound = OPEN;

    for (size_t i = first; i < end; i++)
        read_link(reader, &tokens[i], sign, true, &bound);
    bound = OPEN;
    for (size_t i = end; i > first; i--)
        read_link(reader, &tokens[i - 1], sign, false, &bound);
}

/* Whether what stands at `at` and before it makes one expression: "2n", "m + n", "sum of n". */
static bool continues(const struct token *tokens, size_t at)
{
    const struct token *before = at > 0 ? &tokens[at - 1] : NULL;

    if (!before)
        return false;
    if (before->kind == NAME)
        return before->length == 2 && memcmp(before->name, "of", 2) == 0;
    return before->kind == SIGN || (before->kind == NUMBER && tokens[at].kind == NAME);
}

/* "n = 1..5" */
static size_t read_dots(struct reader *reader, const struct token *tokens, size_t at, size_t end)
{
    if (tokens[at].kind != NAME || tokens[end].kind != IS || tokens[end + 1].kind != NUMBER)
        return 0;
    if (tokens[end + 2].kind != DOTS || tokens[end + 3].kind != NUMBER)
        return 0;
    bound_names(reader, tokens, at, end, tokens[end + 1].number, tokens[end + 3].number);
    return end + 4;
}

/* Reads the chain that begins at `at`, if one does; where to go on. */
static size_t read_at(struct reader *reader, const struct token *tokens, size_t at)
{
    size_t end = operand_end(tokens, at), next = end ? read_dots(reader, tokens, at, end) : 0;
    enum token_kind sign = tokens[end].kind;

    if (next > 0)
        return next;
    if (end == 0 || (sign != LESS && sign != MORE) || continues(tokens, at))
        return at + 1;
    while (tokens[end].kind == sign && (next = operand_end(tokens, end + 1)) > 0)
        end = next;
    read_chain(reader, tokens, at, end, sign);
    return end;
}

static void read_line(struct reader *reader, const char *text, size_t length)
{
    struct line line = {.at = text, .end = text + length};

    split_line(&line);
    for (size_t at = 0; at < line.count;)
        at = read_at(reader, line.tokens, at);
}

static void keep_closed(struct constraints *out, const struct reader *reader)
{
    *out = (struct constraints){.all = {FAR_MOST, -FAR_MOST}};
    for (size_t i = 0; i < reader->count; i++) {
        const struct range *range = &reader->names[i].range;

        if (range->low <= OPEN.low || range->high >= OPEN.high || range->low > range->high)
            continue;
        out->ranges[out->count++] = *range;
        out->all.low = range->low < out->all.low ? range->low : out->all.low;
        out->all.high = range->high > out->all.high ? range->high : out->all.high;
    }
}

void constraints_read(struct constraints *out, const char *text, size_t length)
{
    struct reader reader = {.count = 0};
    const char *end = text + length;

    while (text < end) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *stop = newline ? newline : end;

        read_line(&reader, text, (size_t)(stop - text));
        text = newline ? newline + 1 : end;
    }
    keep_closed(out, &reader);
}

int constraints_load(struct constraints *out, const char *text_or_file, struct err *err)
{
    cleanup_with(buf_release) struct buf text = BUF_INIT(TEXT_MOST);
    struct stat st;

    if (stat(text_or_file, &st) < 0 || !S_ISREG(st.st_mode))
        constraints_read(out, text_or_file, strlen(text_or_file));
    else if (file_read(text_or_file, &text, err) < 0)
        return -1;
    else
        constraints_read(out, buf_str(&text), text.len);
    return out->count > 0 ? 0
                          : err_set(err, ERR_INPUT, "no range such as 1 <= n <= 100 in '%.200s'",
                                    text_or_file);
}
