/* SPDX-License-Identifier: MIT */
#include "base/json_writer.h"
#include "base/json.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64 }; /* bits in json_writer.objects */

void json_writer_init(struct json_writer *w, struct buf *out, enum json_style style)
{
    *w = (struct json_writer){.out = out, .start = out->len, .style = style};
}

static void fault(struct json_writer *w, const char *what)
{
    if (!w->fault)
        w->fault = what;
}

static void put(struct json_writer *w, const char *bytes, size_t n)
{
    if (!w->fault && buf_add(w->out, bytes, n) < 0)
        fault(w, "it grew over its limit, or memory ran out");
}

static void puts_(struct json_writer *w, const char *text)
{
    put(w, text, strlen(text));
}

static uint64_t level(const struct json_writer *w)
{
    return w->depth > 0 ? UINT64_C(1) << (w->depth - 1) : 0;
}

static void line_break(struct json_writer *w)
{
    if (w->style != JSON_PRETTY)
        return;
    put(w, "\n", 1);
    for (unsigned i = 0; i < w->depth; i++)
        put(w, "  ", 2);
}

/* The comma and the line break before an array's value or an object's key. */
static void separate(struct json_writer *w)
{
    if (w->filled & level(w))
        put(w, ",", 1);
    w->filled |= level(w);
    line_break(w);
}

static void before_value(struct json_writer *w)
{
    if (w->depth == 0) {
        if (w->done)
            fault(w, "there are two values at the top");
        w->done = true;
    } else if (w->objects & level(w)) {
        if (!w->keyed)
            fault(w, "a value in an object has no key");
        w->keyed = false;
    } else {
        separate(w);
    }
}

static void begin(struct json_writer *w, bool object)
{
    before_value(w);
    if (w->depth == DEPTH_MAX)
        fault(w, "it is nested too deeply");
    if (w->fault)
        return;
    w->depth++;
    w->filled &= ~level(w);
    w->objects = object ? w->objects | level(w) : w->objects & ~level(w);
    put(w, object ? "{" : "[", 1);
}

static void end(struct json_writer *w, bool object)
{
    bool filled = (w->filled & level(w)) != 0;

    if (w->depth == 0 || object != ((w->objects & level(w)) != 0) || w->keyed)
        fault(w, "an end does not match what was begun");
    if (w->fault)
        return;
    w->depth--;
    if (filled)
        line_break(w);
    put(w, object ? "}" : "]", 1);
}

void json_begin_object(struct json_writer *w)
{
    begin(w, true);
}

void json_end_object(struct json_writer *w)
{
    end(w, true);
}

void json_begin_array(struct json_writer *w)
{
    begin(w, false);
}

void json_end_array(struct json_writer *w)
{
    end(w, false);
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

    put(w, "\"", 1);
    for (size_t i = 0; i < n; i += length) {
        bool good = utf8_step(p + i, n - i, &length) && p[i] != '\0';
        const char *instead = good ? escape(p + i, length, room) : "\xef\xbf\xbd"; /* U+FFFD */

        if (!instead)
            continue;
        put(w, bytes + from, i - from);
        puts_(w, instead);
        from = i + length;
    }
    put(w, bytes + from, n - from);
    put(w, "\"", 1);
}

void json_key(struct json_writer *w, const char *key)
{
    if (!(w->objects & level(w)) || w->keyed)
        fault(w, "a key stands where a value should");
    if (w->fault)
        return;
    separate(w);
    put_string(w, key, strlen(key));
    puts_(w, w->style == JSON_PRETTY ? ": " : ":");
    w->keyed = true;
}

void json_raw(struct json_writer *w, const char *text, size_t n)
{
    before_value(w);
    put(w, text, n);
}

void json_string_n(struct json_writer *w, const char *bytes, size_t n)
{
    before_value(w);
    put_string(w, bytes, n);
}

void json_double(struct json_writer *w, double value)
{
    char text[40];
    int digits = 15;

    if (!isfinite(value)) {
        json_null(w);
        return;
    }
    do
        snprintf(text, sizeof text, "%.*g", digits, value);
    while (++digits <= 17 && strtod(text, NULL) != value);
    json_raw(w, text, strlen(text));
}

void json_members(struct json_writer *w, const char *object, const char *const *except)
{
    struct json_walk walk;
    struct json_member member;

    if (!object)
        return;
    if (!(w->objects & level(w)) || w->keyed || !json_walk_begin(&walk, object, strlen(object)))
        fault(w, "members stand outside an object");
    while (!w->fault && json_walk_next(&walk, &member)) {
        const char *const *name = except;

        while (name && *name && !json_slice_is(member.key, *name))
            name++;
        if (name && *name)
            continue;
        separate(w);
        put(w, member.key.at, member.key.len);
        puts_(w, w->style == JSON_PRETTY ? ": " : ":");
        put(w, member.value.at, member.value.len);
    }
}

int json_finish(struct json_writer *w, struct err *err)
{
    if (w->depth > 0 || !w->done)
        fault(w, "it is not complete");
    put(w, "\n", 1);
    if (!w->fault)
        return 0;
    w->out->len = w->start;
    if (w->out->data)
        w->out->data[w->start] = '\0';
    return err_set(err, ERR_JUDGE, "JSON could not be written: %s", w->fault);
}
