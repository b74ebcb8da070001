/* SPDX-License-Identifier: MIT */
#include "base/json/json.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "winnow/cleanup.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <cjson/cJSON.h>
#include <string.h>

struct scan {
    const char *text;
    size_t len;
    size_t at;       /* the cursor */
    struct buf open; /* the end, '}' or ']', of each open container: recursion would be too deep */
    struct json_members *members; /* of the container at the top; or NULL, and flaws are refused */
    bool of_array;                /* the members wanted are the values of an array */
    struct json_member member;    /* the one that is being read; its value is NULL before */
    unsigned flaws;               /* of enum json_flaw, since they were taken last */
    struct err *err;
};

/* A line is named only in a text that has several. */
static int fail_scan(struct scan *s, const char *what)
{
    size_t begin = 0, lines = 1;
    char line[40] = "";

    for (size_t i = 0; i < s->at && i < s->len; i++)
        if (s->text[i] == '\n') {
            begin = i + 1;
            lines++;
        }
    if (lines > 1)
        snprintf(line, sizeof line, "line %zu, ", lines);
    if (s->open.len > JSON_DEPTH_MAX)
        what = "objects and arrays are nested too deeply";
    return err_set(s->err, ERR_INPUT, "%scolumn %zu: %s", line, s->at - begin + 1, what);
}

static int note_flaw(struct scan *s, enum json_flaw flaw, const char *what)
{
    s->flaws |= (unsigned)flaw;
    return s->members ? 0 : fail_scan(s, what);
}

/* The byte at the cursor, or -1 at the end. */
static int peek(const struct scan *s)
{
    return s->at < s->len ? (unsigned char)s->text[s->at] : -1;
}

static bool is_json_blank(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(struct scan *s)
{
    while (is_json_blank(peek(s)))
        s->at++;
}

/* The four hexadecimal digits at `at`, or -1. */
static long hex_unit(const struct scan *s, size_t at)
{
    char digits[5] = "";

    if (at < s->len)
        memcpy(digits, s->text + at, s->len - at < 4 ? s->len - at : 4);
    return strspn(digits, "0123456789abcdefABCDEF") == 4 ? strtol(digits, NULL, 16) : -1;
}

/* \uXXXX, or the two of them that make a surrogate pair; the cursor is on the backslash. */
static int scan_unicode(struct scan *s)
{
    long unit = hex_unit(s, s->at + 2), low = -1;

    if (unit < 0)
        return fail_scan(s, "\\u needs four hexadecimal digits");
    if (unit == 0 && note_flaw(s, JSON_NUL, "a string holds \\u0000, which is not taken") < 0)
        return -1;
    if (unit >= 0xd800 && unit <= 0xdbff && s->len - s->at > 8 &&
        memcmp(s->text + s->at + 6, "\\u", 2) == 0)
        low = hex_unit(s, s->at + 8);
    if (low >= 0xdc00 && low <= 0xdfff)
        s->at += 6;
    else if (unit >= 0xd800 && unit <= 0xdfff &&
             note_flaw(s, JSON_HALF_SURROGATE, "half of a surrogate pair stands alone") < 0)
        return -1;
    s->at += 6;
    return 0;
}

static int scan_escape(struct scan *s)
{
    char next = s->at + 1 < s->len ? s->text[s->at + 1] : '\0';

    if (next == 'u')
        return scan_unicode(s);
    if (next == '\0' || !strchr("\"\\/bfnrt", next))
        return fail_scan(s, "an unknown escape in a string");
    s->at += 2;
    return 0;
}

static int scan_string(struct scan *s)
{
    s->at++;
    while (peek(s) != '"') {
        if (peek(s) < 0x20)
            return fail_scan(s, peek(s) < 0 ? "a string does not end"
                                            : "a control character in a string");
        if (peek(s) != '\\')
            s->at++;
        else if (scan_escape(s) < 0)
            return -1;
    }
    s->at++;
    return 0;
}

static bool scan_digits(struct scan *s)
{
    size_t from = s->at;

    while (isdigit(peek(s)))
        s->at++;
    return s->at > from;
}

static int scan_number(struct scan *s)
{
    bool good;

    s->at += peek(s) == '-';
    good = peek(s) == '0' ? (s->at++, true) : scan_digits(s);
    if (good && peek(s) == '.') {
        s->at++;
        good = scan_digits(s);
    }
    if (good && (peek(s) == 'e' || peek(s) == 'E')) {
        s->at++;
        s->at += peek(s) == '+' || peek(s) == '-';
        good = scan_digits(s);
    }
    return good ? 0 : fail_scan(s, "a digit is missing in a number");
}

static int scan_word(struct scan *s)
{
    static const char *const words[] = {"true", "false", "null", "NaN", "Infinity", "-Infinity"};
    enum { WORDS = sizeof words / sizeof *words, FIRST_NOT_FINITE = 3 };

    for (int i = 0; i < WORDS; i++) {
        size_t n = strlen(words[i]);

        if (s->len - s->at < n || memcmp(s->text + s->at, words[i], n) != 0)
            continue;
        if (i >= FIRST_NOT_FINITE &&
            note_flaw(s, JSON_NOT_FINITE, "no JSON value begins like this") < 0)
            return -1;
        s->at += n;
        return 0;
    }
    return fail_scan(s, s->at < s->len ? "no JSON value begins like this" : "a value is missing");
}

static int scan_scalar(struct scan *s)
{
    if (peek(s) == '"')
        return scan_string(s);
    if (isdigit(peek(s)) || (peek(s) == '-' && (s->at + 1 == s->len || s->text[s->at + 1] != 'I')))
        return scan_number(s);
    return scan_word(s);
}

static int innermost(const struct scan *s)
{
    return s->open.len > 0 ? s->open.data[s->open.len - 1] : 0;
}

/* The slice from `at` to the cursor, with the flaws that were seen in it. */
static struct json_slice take_slice(struct scan *s, const char *at)
{
    struct json_slice slice = {.at = at, .len = (size_t)(s->text + s->at - at), .flaws = s->flaws};

    s->flaws = 0;
    return slice;
}

/* A value of the container at the top begins at the cursor. */
static void begin_member(struct scan *s)
{
    if (s->open.len == 1)
        s->member.value.at = s->text + s->at;
}

static void begin_element(struct scan *s)
{
    if (s->of_array)
        begin_member(s);
}

static int scan_key(struct scan *s)
{
    const char *key = s->text + s->at;

    if (peek(s) != '"')
        return fail_scan(s, "expected a key in double quotes");
    if (scan_string(s) < 0)
        return -1;
    if (s->open.len == 1)
        s->member.key = take_slice(s, key);
    skip_blanks(s);
    if (peek(s) != ':')
        return fail_scan(s, "expected ':' after a key");
    s->at++;
    skip_blanks(s);
    begin_member(s);
    return 0;
}

/* Enters the container at the cursor. 1: the cursor is on its first value; 0: on its end. */
static int enter_container(struct scan *s)
{
    bool object = peek(s) == '{';

    if (buf_addc(&s->open, object ? '}' : ']') < 0)
        return err_set(s->err, ERR_JUDGE, "out of memory");
    if (s->open.len > JSON_DEPTH_MAX && note_flaw(s, JSON_TOO_DEEP, "") < 0)
        return -1;
    s->at++;
    skip_blanks(s);
    if (peek(s) == innermost(s))
        return 0;
    if (object)
        return scan_key(s) < 0 ? -1 : 1;
    begin_element(s);
    return 1;
}

/* Keeps the member of the container at the top whose value has ended, if there is one. */
static int end_member(struct scan *s)
{
    struct json_members *m = s->members;
    struct json_member *grown;

    if (!m || s->open.len != 1 || !s->member.value.at)
        return 0;
    grown = array_grow(m->list, m->count, &m->room, sizeof *grown);
    if (!grown)
        return err_set(s->err, ERR_JUDGE, "out of memory");
    m->list = grown;
    s->member.value = take_slice(s, s->member.value.at);
    m->list[m->count++] = s->member;
    s->member = (struct json_member){0};
    return 0;
}

/* Leaves the containers that end behind the cursor, and goes to the next value if there is one. */
static int end_value(struct scan *s)
{
    while (s->open.len > 0) {
        int close = innermost(s);

        if (end_member(s) < 0)
            return -1;
        skip_blanks(s);
        if (peek(s) == ',') {
            s->at++;
            skip_blanks(s);
            if (close == '}')
                return scan_key(s);
            begin_element(s);
            return 0;
        }
        if (peek(s) != close)
            return fail_scan(s, close == '}' ? "expected ',' or '}'" : "expected ',' or ']'");
        s->at++;
        s->open.len--;
    }
    return 0;
}

/* The whole text: one value with blanks around it. */
static int scan_text(struct scan *s)
{
    skip_blanks(s);
    do {
        int rc = peek(s) == '{' || peek(s) == '[' ? enter_container(s) : scan_scalar(s);

        if (rc < 0 || (rc == 0 && end_value(s) < 0))
            return -1;
    } while (s->open.len > 0);
    skip_blanks(s);
    return s->at == s->len ? 0 : fail_scan(s, "something follows the JSON value");
}

static int scan(const char *text, size_t len, struct json_members *members, bool of_array,
                struct err *err)
{
    struct scan s = {.text = text,
                     .len = len,
                     .open = BUF_INIT(len),
                     .members = members,
                     .of_array = of_array,
                     .err = err};
    int rc = scan_text(&s);

    buf_release(&s.open);
    return rc;
}

int json_check(const char *text, size_t len, struct err *err)
{
    return scan(text, len, NULL, false, err);
}

int json_read_members(struct json_members *members, const char *text, size_t len, struct err *err)
{
    *members = (struct json_members){0};
    return scan(text, len, members, false, err) < 0 ? -1 : text[strspn(text, " \t\n\r")] == '{';
}

int json_read_elements(struct json_members *elements, const char *text, size_t len, struct err *err)
{
    *elements = (struct json_members){0};
    if (text[strspn(text, " \t\n\r")] != '[')
        return json_read_members(elements, text, len, err) < 0 ? -1 : 0;
    return scan(text, len, elements, true, err) < 0 ? -1 : 1;
}

void json_members_release(struct json_members *members)
{
    free(members->list);
    *members = (struct json_members){0};
}

const char *json_type_words(enum json_type type)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",       [JSON_BOOL] = "true or false", [JSON_NUMBER] = "a number",
        [JSON_STRING] = "a string", [JSON_ARRAY] = "an array",     [JSON_OBJECT] = "an object",
    };

    return names[type];
}

enum json_type json_slice_type(struct json_slice slice)
{
    static const char firsts[] = {[JSON_NULL] = 'n',   [JSON_BOOL] = 't',  [JSON_NUMBER] = '0',
                                  [JSON_STRING] = '"', [JSON_ARRAY] = '[', [JSON_OBJECT] = '{'};
    const char *found = memchr(firsts, slice.at[0] == 'f' ? 't' : slice.at[0], sizeof firsts);

    return found ? (enum json_type)(found - firsts) : JSON_NUMBER;
}

int json_decode_string(char **out, struct json_slice slice, struct err *err)
{
    cJSON *item;

    if (json_slice_type(slice) != JSON_STRING)
        return err_set(err, ERR_INPUT, "must be a string, not %s",
                       json_type_words(json_slice_type(slice)));
    if (slice.flaws && json_check(slice.at, slice.len, err) < 0)
        return -1;
    item = cJSON_ParseWithLength(slice.at, slice.len);
    if (!item)
        return err_set(err, ERR_JUDGE, "out of memory");
    *out = steal_ptr(&item->valuestring); /* cJSON allocates with malloc */
    cJSON_Delete(item);
    return 0;
}

bool json_slice_is(struct json_slice slice, const char *text)
{
    size_t n = strlen(text);
    char *decoded;
    bool same;

    if (json_slice_type(slice) != JSON_STRING)
        return false;
    if (!memchr(slice.at, '\\', slice.len))
        return slice.len == n + 2 && memcmp(slice.at + 1, text, n) == 0;
    if (json_decode_string(&decoded, slice, NULL) < 0)
        return false;
    same = strcmp(decoded, text) == 0;
    free(decoded);
    return same;
}

const struct json_slice *json_find(const struct json_members *members, const char *key)
{
    for (size_t i = members->count; i-- > 0;)
        if (members->list[i].key.at && json_slice_is(members->list[i].key, key))
            return &members->list[i].value;
    return NULL;
}

char *json_text(const struct json_members *members, const char *key)
{
    const struct json_slice *value = json_find(members, key);
    struct err err = {0};
    char *text = NULL;

    if (value && json_slice_type(*value) == JSON_NUMBER)
        return strndup(value->at, value->len);
    return value && json_decode_string(&text, *value, &err) == 0 ? text : NULL;
}

int json_need_text(char **out, const struct json_members *members, const char *key, struct err *err)
{
    *out = json_text(members, key);
    return *out ? 0 : err_set(err, ERR_INPUT, "no text under \"%s\"", key);
}

int json_texts(char ***out, size_t *count, struct json_slice slice, struct err *err)
{
    cleanup_with(json_members_release) struct json_members list = {0};
    cleanup_free char **texts = NULL;

    if (json_read_elements(&list, slice.at, slice.len, err) <= 0)
        return err_set(err, ERR_INPUT, "no list of texts");
    texts = calloc(list.count + 1, sizeof *texts);
    if (!texts)
        return err_set(err, ERR_JUDGE, "out of memory");
    for (size_t i = 0; i < list.count; i++)
        if (json_decode_string(&texts[i], list.list[i].value, err) < 0) {
            file_list_free(steal_ptr(&texts), i);
            return -1;
        }
    *out = steal_ptr(&texts);
    *count = list.count;
    return 0;
}
