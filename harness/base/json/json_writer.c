/* SPDX-License-Identifier: MIT */
#include "base/json/json_writer.h"
#include "base/json/json.h"
#include "base/utf8.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRITER_DEPTH_MAX = 64 }; /* bits in json_writer.objects */

void json_writer_init(struct json_writer *w, struct buf *out, enum json_style style)
{
    *w = (struct json_writer){.out = out, .start = out->len, .style = style};
}

static void note_fault(struct json_writer *w, const char *what)
{
    if (!w->fault)
        w->fault = what;
}

static void put_bytes(struct json_writer *w, const char *bytes, size_t n)
{
    if (!w->fault && buf_add(w->out, bytes, n) < 0)
        note_fault(w, "it grew over its limit, or memory ran out");
}

static void put_text(struct json_writer *w, const char *text)
{
    put_bytes(w, text, strlen(text));
}

static uint64_t level(const struct json_writer *w)
{
    return w->depth > 0 ? UINT64_C(1) << (w->depth - 1) : 0;
}

static void line_break(struct json_writer *w)
{
    if (w->style != JSON_PRETTY)
        return;
    put_bytes(w, "\n", 1);
    for (unsigned i = 0; i < w->depth; i++)
        put_bytes(w, "  ", 2);
}

/* The comma and the line break before an array's value or an object's key. */
static void separate(struct json_writer *w)
{
    if (w->filled & level(w))
        put_bytes(w, ",", 1);
    w->filled |= level(w);
    line_break(w);
}

static void before_value(struct json_writer *w)
{
    if (w->depth == 0) {
        if (w->done)
            note_fault(w, "there are two values at the top");
        w->done = true;
    } else if (w->objects & level(w)) {
        if (!w->keyed)
            note_fault(w, "a value in an object has no key");
        w->keyed = false;
    } else {
        separate(w);
    }
}

static void begin_container(struct json_writer *w, bool object)
{
    before_value(w);
    if (w->depth == WRITER_DEPTH_MAX)
        note_fault(w, "it is nested too deeply");
    if (w->fault)
        return;
    w->depth++;
    w->filled &= ~level(w);
    w->objects = object ? w->objects | level(w) : w->objects & ~level(w);
    put_bytes(w, object ? "{" : "[", 1);
}

static void end_container(struct json_writer *w, bool object)
{
    bool filled = (w->filled & level(w)) != 0;

    if (w->depth == 0 || object != ((w->objects & level(w)) != 0) || w->keyed)
        note_fault(w, "an end does not match what was begun");
    if (w->fault)
        return;
    w->depth--;
    if (filled)
        line_break(w);
    put_bytes(w, object ? "}" : "]", 1);
}

void json_begin_object(struct json_writer *w)
{
    begin_container(w, true);
}

void json_end_object(struct json_writer *w)
{
    end_container(w, true);
}

void json_begin_array(struct json_writer *w)
{
    begin_container(w, false);
}

void json_end_array(struct json_writer *w)
{
    end_container(w, false);
}

/* How one character is written if not as itself: in `room`, or NULL. */
static const char *escape(const unsigned char *c, size_t length, char room[8])
{
    static const char named[][2] = {{'"', '"'},  {'\\', '\\'}, {'\n', 'n'}, {'\t', 't'},
                                    {'\r', 'r'}, {'\b', 'b'},  {'\f', 'f'}};
    bool c1 = length == 2 && c[0] == 0xc2 && c[1] < 0xa0; /* U+0080 … U+009F */

    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (c[0] == (unsigned char)named[i][0]) {
            snprintf(room, 8, "\\%c", named[i][1]);
            return room;
        }
    if (c[0] >= 0x20 && c[0] != 0x7f && !c1)
        return NULL;
    snprintf(room, 8, "\\u%04x", c1 ? c[1] : c[0]);
    return room;
}

static void put_string(struct json_writer *w, const char *bytes, size_t n)
{
    const unsigned char *p = (const unsigned char *)bytes;
    size_t from = 0, length; /* what is not written yet begins at `from` */
    char room[8];

    put_bytes(w, "\"", 1);
    for (size_t i = 0; i < n; i += length) {
        bool good = utf8_step(p + i, n - i, &length) && p[i] != '\0';
        const char *instead = good ? escape(p + i, length, room) : "\xef\xbf\xbd"; /* U+FFFD */

        if (!instead)
            continue;
        put_bytes(w, bytes + from, i - from);
        put_text(w, instead);
        from = i + length;
    }
    put_bytes(w, bytes + from, n - from);
    put_bytes(w, "\"", 1);
}

void json_key(struct json_writer *w, const char *key)
{
    if (!(w->objects & level(w)) || w->keyed)
        note_fault(w, "a key stands where a value should");
    if (w->fault)
        return;
    separate(w);
    put_string(w, key, strlen(key));
    put_text(w, w->style == JSON_PRETTY ? ": " : ":");
    w->keyed = true;
}

void json_raw(struct json_writer *w, const char *text, size_t n)
{
    before_value(w);
    put_bytes(w, text, n);
}

void json_string_n(struct json_writer *w, const char *bytes, size_t n)
{
    before_value(w);
    put_string(w, bytes, n);
}

void json_string(struct json_writer *w, const char *text)
{
    if (text)
        json_string_n(w, text, strlen(text));
    else
        json_null(w);
}

void json_int64(struct json_writer *w, int64_t value)
{
    char text[24];

    json_raw(w, text, (size_t)snprintf(text, sizeof text, "%" PRId64, value));
}

void json_uint64(struct json_writer *w, uint64_t value)
{
    char text[24];

    json_raw(w, text, (size_t)snprintf(text, sizeof text, "%" PRIu64, value));
}

void json_hex64(struct json_writer *w, uint64_t value)
{
    char text[24];

    json_string_n(w, text, (size_t)snprintf(text, sizeof text, "%016" PRIx64, value));
}

void json_bool(struct json_writer *w, bool value)
{
    json_raw(w, value ? "true" : "false", value ? 4 : 5);
}

void json_null(struct json_writer *w)
{
    json_raw(w, "null", 4);
}

void json_double_text(double value, char out[JSON_DOUBLE_TEXT])
{
    int digits = 15;

    do
        snprintf(out, JSON_DOUBLE_TEXT, "%.*g", digits, value);
    while (++digits <= 17 && strtod(out, NULL) != value);
}

void json_double(struct json_writer *w, double value)
{
    char text[JSON_DOUBLE_TEXT];

    if (!isfinite(value)) {
        json_null(w);
        return;
    }
    json_double_text(value, text);
    json_raw(w, text, strlen(text));
}

int json_add_string(struct buf *out, const char *text, size_t length)
{
    struct json_writer w;

    json_writer_init(&w, out, JSON_LINE);
    json_string_n(&w, text, length);
    if (json_finish(&w, NULL) < 0)
        return -1;
    out->data[--out->len] = '\0'; /* the line end */
    return 0;
}

/* The length of NaN, Infinity or -Infinity at `at`, which is in checked text and in no string. */
static size_t not_finite_at(const char *at)
{
    size_t sign = *at == '-';

    return at[sign] == 'N' ? sign + 3 : at[sign] == 'I' ? sign + 8 : 0;
}

int json_copy(struct buf *out, struct json_slice slice)
{
    const char *end = slice.at + slice.len, *from = slice.at; /* the bytes not copied yet */
    bool in_string = false;

    for (const char *at = from; at < end;) {
        bool blank = !in_string && strchr(" \t\r\n", *at);
        size_t drop = in_string ? 0 : blank ? 1 : not_finite_at(at);

        if (*at == '"')
            in_string = !in_string;
        if (drop == 0) {
            at += in_string && *at == '\\' ? 2 : 1;
            continue;
        }
        if (buf_add(out, from, (size_t)(at - from)) < 0 || (!blank && buf_adds(out, "null") < 0))
            return -1;
        from = at += drop;
    }
    return buf_add(out, from, (size_t)(end - from));
}

static bool is_one_of(struct json_slice key, const char *const *names)
{
    while (names && *names && !json_slice_is(key, *names))
        names++;
    return names && *names;
}

void json_members(struct json_writer *w, const char *object, const char *const *except)
{
    cleanup_with(json_members_release) struct json_members members = {0};

    if (!object)
        return;
    if (!(w->objects & level(w)) || w->keyed ||
        json_read_members(&members, object, strlen(object), NULL) <= 0)
        note_fault(w, "members stand outside an object");
    for (size_t i = 0; i < members.count; i++) {
        const struct json_member *m = &members.list[i];

        if (is_one_of(m->key, except))
            continue;
        separate(w);
        put_bytes(w, m->key.at, m->key.len);
        put_text(w, w->style == JSON_PRETTY ? ": " : ":");
        put_bytes(w, m->value.at, m->value.len);
    }
}

#define FIELD(name, type)                                                                          \
    void json_field_##name(struct json_writer *w, const char *key, type value)                     \
    {                                                                                              \
        json_key(w, key);                                                                          \
        json_##name(w, value);                                                                     \
    }
FIELD(string, const char *)
FIELD(int64, int64_t)
FIELD(uint64, uint64_t)
FIELD(double, double)
FIELD(hex64, uint64_t)
FIELD(bool, bool)
#undef FIELD

void json_field_null(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_null(w);
}

void json_field_object(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_begin_object(w);
}

void json_field_array(struct json_writer *w, const char *key)
{
    json_key(w, key);
    json_begin_array(w);
}

void json_field_ms(struct json_writer *w, const char *key, nsec_t value)
{
    json_field_double(w, key, round((double)value / 1e4) / 100);
}

int json_finish(struct json_writer *w, struct err *err)
{
    if (w->depth > 0 || !w->done)
        note_fault(w, "it is not complete");
    put_bytes(w, "\n", 1);
    if (!w->fault)
        return 0;
    w->out->len = w->start;
    if (w->out->data)
        w->out->data[w->start] = '\0';
    return err_set(err, ERR_JUDGE, "JSON could not be written: %s", w->fault);
}

int json_print(struct json_writer *w, struct err *err)
{
    if (json_finish(w, err) < 0)
        return -1;
    fwrite(buf_str(w->out), 1, w->out->len, stdout);
    return 0;
}
