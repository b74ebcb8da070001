/* SPDX-License-Identifier: MIT */
#include "ctd/token.h"

#include <stdbool.h>
#include <string.h>

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek_at(const struct ctd_scanner *s, size_t ahead)
{
    return (size_t)(s->end - s->at) > ahead ? s->at[ahead] : '\0';
}

static void skip_blanks(struct ctd_scanner *s)
{
    for (; s->at < s->end; s->at++) {
        if (*s->at == '#')
            while (s->at + 1 < s->end && s->at[1] != '\n')
                s->at++;
        else if (*s->at == '\n')
            s->line++;
        else if (!strchr(" \t\r\v\f", *s->at) || !*s->at)
            return;
    }
}

/* A point belongs to it when a digit follows; so does an exponent. */
static void scan_number(struct ctd_scanner *s)
{
    while (is_digit(peek_at(s, 0)))
        s->at++;
    if (peek_at(s, 0) == '.' && is_digit(peek_at(s, 1)))
        for (s->at++; is_digit(peek_at(s, 0));)
            s->at++;
    if ((peek_at(s, 0) | 0x20) == 'e') {
        size_t sign = peek_at(s, 1) == '+' || peek_at(s, 1) == '-';

        if (is_digit(peek_at(s, 1 + sign)))
            for (s->at += 1 + sign; is_digit(peek_at(s, 0));)
                s->at++;
    }
}

/* The byte that the escape stands for, or -1 for none: an escaped line end. */
static int scan_escape(struct ctd_scanner *s)
{
    static const char letters[] = "ntrbf\"\\", bytes[] = "\n\t\r\b\f\"\\";
    char c = peek_at(s, 0);
    const char *letter = c ? strchr(letters, c) : NULL;
    int octal = 0;

    if (c == '\n') {
        s->at++;
        s->line++;
        return -1;
    }
    if (letter) {
        s->at++;
        return (unsigned char)bytes[letter - letters];
    }
    if (c < '0' || c > '7')
        return '\\';
    for (int i = 0; i < 3 && peek_at(s, 0) >= '0' && peek_at(s, 0) <= '7'; i++)
        octal = octal * 8 + (*s->at++ - '0');
    return octal & 0xff;
}

static int scan_string(struct ctd_scanner *s, struct ctd_token *token, struct err *err)
{
    unsigned line = s->line;
    const char *close = s->at;
    char *text;

    while (close < s->end && *close != '"')
        close += *close == '\\' ? 2 : 1;
    if (close >= s->end)
        return err_set(err, ERR_INPUT, "line %u: a string without end", line);
    text = arena_alloc(s->arena, (size_t)(close - s->at) + 1, 1);
    if (!text)
        return err_set(err, ERR_JUDGE, "out of memory");
    token->text = text;
    while (s->at < close) {
        int c = (unsigned char)*s->at++;

        s->line += c == '\n';
        if (c == '\\')
            c = scan_escape(s);
        if (c >= 0)
            text[token->length++] = (char)c;
    }
    s->at = close + 1;
    return 0;
}

static int scan_sign(struct ctd_scanner *s, struct ctd_token *token, struct err *err)
{
    static const struct {
        char text[3];
        char sign;
    } pairs[] = {{"<=", 'l'}, {">=", 'g'}, {"==", 'e'}, {"!=", 'n'}, {"&&", '&'}, {"||", '|'}};
    char c = *s->at;

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (c != pairs[i].text[0] || peek_at(s, 1) != pairs[i].text[1])
            continue;
        token->sign = pairs[i].sign;
        s->at += 2;
        return 0;
    }
    if (!c || !strchr("()[],=+-*/%^<>!", c))
        return err_set(err, ERR_INPUT,
                       c >= ' ' && c <= '~' ? "line %u: unexpected '%c'"
                                            : "line %u: unexpected byte 0x%02x",
                       s->line, (unsigned char)c);
    token->sign = c;
    s->at++;
    return 0;
}

int ctd_token_next(struct ctd_scanner *s, struct ctd_token *token, struct err *err)
{
    skip_blanks(s);
    *token = (struct ctd_token){.line = s->line, .text = s->at};
    if (s->at == s->end)
        return 0;
    if (*s->at == '"') {
        s->at++;
        token->kind = TOKEN_STRING;
        return scan_string(s, token, err);
    }
    if (is_digit(*s->at)) {
        token->kind = TOKEN_NUMBER;
        scan_number(s);
    } else if (is_upper(*s->at)) {
        token->kind = TOKEN_WORD;
        while (is_upper(peek_at(s, 0)))
            s->at++;
    } else if (is_lower(*s->at)) {
        token->kind = TOKEN_NAME;
        while (is_lower(peek_at(s, 0)) || is_digit(peek_at(s, 0)))
            s->at++;
    } else {
        token->kind = TOKEN_SIGN;
        return scan_sign(s, token, err);
    }
    token->length = (size_t)(s->at - token->text);
    return 0;
}
