/* SPDX-License-Identifier: MIT */
#include "base/json_scan.h"

#include <string.h>

struct scan {
    const char *text;
    size_t len;
    size_t at;
    unsigned depth;
    struct err *err;
};

static int scan_value(struct scan *s);

static int fail(struct scan *s, const char *what)
{
    return err_set(s->err, ERR_INPUT, "column %zu: %s", s->at + 1, what);
}

/* The byte at the cursor, or -1 at the end. */
static int peek(const struct scan *s)
{
    return s->at < s->len ? (unsigned char)s->text[s->at] : -1;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static void skip_blanks(struct scan *s)
{
    while (s->at < s->len && memchr(" \t\n\r", s->text[s->at], 4))
        s->at++;
}

/* The four hex digits at `at`, or -1. */
static int hex_unit(const struct scan *s, size_t at)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    int unit = 0;

    for (size_t i = at; i < at + 4; i++) {
        const char *digit = i < s->len ? memchr(digits, s->text[i], sizeof digits - 1) : NULL;

        if (!digit)
            return -1;
        unit = unit * 16 + (int)(digit - digits) - (digit - digits > 15 ? 6 : 0);
    }
    return unit;
}

/* \uXXXX, or the two of them that make a surrogate pair. */
static int scan_unicode(struct scan *s)
{
    int unit = hex_unit(s, s->at + 2);
    int low = -1;

    if (unit < 0)
        return fail(s, "\\u needs four hexadecimal digits");
    if (unit == 0)
        return fail(s, "a string holds \\u0000, which is not taken");
    if (unit < 0xd800 || unit > 0xdfff) {
        s->at += 6;
        return 0;
    }
    if (s->len - s->at > 8 && memcmp(s->text + s->at + 6, "\\u", 2) == 0)
        low = hex_unit(s, s->at + 8);
    if (unit > 0xdbff || low < 0xdc00 || low > 0xdfff)
        return fail(s, "half of a surrogate pair stands alone");
    s->at += 12;
    return 0;
}

static int scan_escape(struct scan *s)
{
    char next = s->at + 1 < s->len ? s->text[s->at + 1] : '\0';

    if (next == 'u')
        return scan_unicode(s);
    if (next == '\0' || !strchr("\"\\/bfnrt", next))
        return fail(s, "an unknown escape in a string");
    s->at += 2;
    return 0;
}

static int scan_string(struct scan *s)
{
    s->at++;
    for (;;) {
        int c = peek(s);

        if (c < 0)
            return fail(s, "a string does not end");
        if (c < 0x20)
            return fail(s, "a control character in a string");
        if (c == '\\') {
            if (scan_escape(s) < 0)
                return -1;
            continue;
        }
        s->at++;
        if (c == '"')
            return 0;
    }
}

static int scan_digits(struct scan *s)
{
    if (!is_digit(peek(s)))
        return fail(s, "a digit is missing in a number");
    while (is_digit(peek(s)))
        s->at++;
    return 0;
}

static int scan_number(struct scan *s)
{
    if (peek(s) == '-')
        s->at++;
    if (peek(s) == '0')
        s->at++;
    else if (scan_digits(s) < 0)
        return -1;
    if (peek(s) == '.') {
        s->at++;
        if (scan_digits(s) < 0)
            return -1;
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        return scan_digits(s);
    }
    return 0;
}

static int scan_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);

        if (s->len - s->at >= n && memcmp(s->text + s->at, words[i], n) == 0) {
            s->at += n;
            return 0;
        }
    }
    return fail(s, s->at < s->len ? "no JSON value begins like this" : "a value is missing");
}

static int scan_key(struct scan *s)
{
    if (peek(s) != '"')
        return fail(s, "expected a key in double quotes");
    if (scan_string(s) < 0)
        return -1;
    skip_blanks(s);
    if (peek(s) != ':')
        return fail(s, "expected ':' after a key");
    s->at++;
    skip_blanks(s);
    return 0;
}

static int scan_container(struct scan *s, int close)
{
    bool object = close == '}';

    if (++s->depth > JSON_DEPTH_MAX)
        return fail(s, "objects and arrays are nested too deeply");
    s->at++;
    skip_blanks(s);
    for (bool first = true; peek(s) != close || !first; first = false) {
        if ((object && scan_key(s) < 0) || scan_value(s) < 0)
            return -1;
        skip_blanks(s);
        if (peek(s) == close)
            break;
        if (peek(s) != ',')
            return fail(s, object ? "expected ',' or '}'" : "expected ',' or ']'");
        s->at++;
        skip_blanks(s);
    }
    s->at++;
    s->depth--;
    return 0;
}

/* One value, the cursor being on its first byte. Recursion ends at JSON_DEPTH_MAX. */
static int scan_value(struct scan *s)
{
    int c = peek(s);

    if (c == '"')
        return scan_string(s);
    if (c == '{')
        return scan_container(s, '}');
    if (c == '[')
        return scan_container(s, ']');
    if (c == '-' || is_digit(c))
        return scan_number(s);
    return scan_word(s);
}

int json_check(const char *text, size_t len, struct err *err)
{
    struct scan s = {.text = text, .len = len, .err = err};

    skip_blanks(&s);
    if (scan_value(&s) < 0)
        return -1;
    skip_blanks(&s);
    return s.at == len ? 0 : fail(&s, "something follows the JSON value");
}

bool json_walk_begin(struct json_walk *walk, const char *text, size_t len)
{
    struct scan s = {.text = text, .len = len};

    skip_blanks(&s);
    if (peek(&s) != '{')
        return false;
    *walk = (struct json_walk){.text = text, .len = len, .at = s.at + 1};
    return true;
}

bool json_walk_next(struct json_walk *walk, struct json_member *member)
{
    struct scan s = {.text = walk->text, .len = walk->len, .at = walk->at};
    struct json_member found;

    skip_blanks(&s);
    if (peek(&s) == ',')
        s.at++;
    skip_blanks(&s);
    found.key.at = s.text + s.at;
    if (peek(&s) != '"' || scan_string(&s) < 0)
        return false;
    found.key.len = (size_t)(s.text + s.at - found.key.at);
    skip_blanks(&s);
    s.at++; /* the colon: the text was checked */
    skip_blanks(&s);
    found.value.at = s.text + s.at;
    if (scan_value(&s) < 0)
        return false;
    found.value.len = (size_t)(s.text + s.at - found.value.at);
    walk->at = s.at;
    *member = found;
    return true;
}
