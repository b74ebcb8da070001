/* SPDX-License-Identifier: MIT */
#include "base/screen/transcript.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What came last is cut to its size only when there is twice as much: each byte moves once at most. */
enum { TEXT_MAX = 3 * TRANSCRIPT_BYTES, COUNT_MAX = 3 * TRANSCRIPT_ENTRIES };

struct transcript *transcript_new(void)
{
    struct transcript *t = calloc(1, sizeof *t);

    if (t)
        t->text = (struct buf)BUF_INIT(TEXT_MAX);
    return t;
}

void transcript_free(struct transcript *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->count; i++)
        free(t->list[i].ended);
    buf_release(&t->text);
    free(t->list);
    free(t);
}

const char *transcript_side_name(enum transcript_side side)
{
    return side == TRANSCRIPT_CANDIDATE ? "candidate" : "interactor";
}

void transcript_begin_pass(struct transcript *t, unsigned pass)
{
    t->pass = pass;
    t->of_pass = 0;
}

void transcript_restart(struct transcript *t)
{
    while (t->count > 0 && t->list[t->count - 1].pass == t->pass)
        t->text.len = t->list[--t->count].begin;
    if (t->head > t->count)
        t->head = t->count;
    t->left_out -= t->of_pass;
    t->of_pass = 0;
}

static void leave_out(struct transcript *t, unsigned pass, size_t n)
{
    t->left_out += (bytes_t)n;
    if (pass == t->pass)
        t->of_pass += (bytes_t)n;
}

/* Whether the entry may stay when what came last is cut to its size. */
static bool is_recent(const struct transcript *t, size_t entry)
{
    return t->text.len - t->list[entry].begin <= TRANSCRIPT_BYTES &&
           t->count - entry <= TRANSCRIPT_ENTRIES;
}

/* Drops the entries between the beginning and what came last. */
static void drop_middle(struct transcript *t)
{
    size_t first = t->head, from, to, gone;

    while (first < t->count && !is_recent(t, first)) {
        leave_out(t, t->list[first].pass, t->list[first].end - t->list[first].begin);
        free(t->list[first++].ended);
    }
    to = t->head < t->count ? t->list[t->head].begin : t->text.len;
    from = first < t->count ? t->list[first].begin : t->text.len;
    gone = from - to;
    if (gone > 0)
        memmove(t->text.data + to, t->text.data + from, t->text.len - from);
    t->text.len -= gone;
    memmove(t->list + t->head, t->list + first, (t->count - first) * sizeof *t->list);
    t->count -= first - t->head;
    for (size_t i = t->head; i < t->count; i++) {
        t->list[i].begin -= gone;
        t->list[i].end -= gone;
    }
}

/* Makes room for n more bytes and one more entry. False: out of memory. */
static bool make_room(struct transcript *t, size_t n)
{
    struct transcript_entry *list;

    if (t->text.len + n > TEXT_MAX || t->count == COUNT_MAX)
        drop_middle(t);
    list = array_grow(t->list, t->count, &t->room, sizeof *list);
    if (list)
        t->list = list;
    return list && buf_reserve(&t->text, n) == 0;
}

/* Puts the entry in its place. The beginning grows as long as nothing was left out and it has room. */
static void insert_entry(struct transcript *t, size_t place, const struct transcript_entry *entry)
{
    bool has_room =
        t->left_out == 0 && t->head < TRANSCRIPT_ENTRIES && entry->end <= TRANSCRIPT_BYTES;

    memmove(t->list + place + 1, t->list + place, (t->count - place) * sizeof *t->list);
    t->list[place] = *entry;
    t->count++;
    t->head += place < t->head || (place == t->head && has_room);
}

static void add_line(struct transcript *t, enum transcript_side side, nsec_t at, const char *bytes,
                     size_t n)
{
    struct transcript_entry entry = {.pass = t->pass, .side = side, .at = at};

    if (!make_room(t, n)) {
        leave_out(t, t->pass, n);
        return;
    }
    entry.begin = t->text.len;
    buf_add(&t->text, bytes, n);
    entry.end = t->text.len;
    insert_entry(t, t->count, &entry);
}

void transcript_add(struct transcript *t, enum transcript_side side, nsec_t at, const char *bytes,
                    size_t n)
{
    while (n > 0) {
        const char *end = memchr(bytes, '\n', n);
        size_t length = end ? (size_t)(end - bytes) + 1 : n;

        if (length > TRANSCRIPT_LINE)
            length = TRANSCRIPT_LINE;
        add_line(t, side, at, bytes, length);
        bytes += length;
        n -= length;
    }
}

/* Behind what the side wrote, which may have been read after its end was seen. */
static size_t place_of_end(const struct transcript *t, enum transcript_side side, nsec_t at)
{
    size_t place = t->count;

    while (place > 0 && t->list[place - 1].pass == t->pass && t->list[place - 1].side != side &&
           t->list[place - 1].at > at)
        place--;
    return place;
}

static void add_end(struct transcript *t, enum transcript_side side,
                    const struct transcript_end *end)
{
    struct transcript_entry entry = {.pass = t->pass, .side = side, .at = end->at};
    size_t place;

    entry.ended = make_room(t, 0) ? strdup(end->words) : NULL;
    if (!entry.ended)
        return;
    place = place_of_end(t, side, end->at);
    entry.begin = entry.end = place < t->count ? t->list[place].begin : t->text.len;
    insert_entry(t, place, &entry);
}

void transcript_end_pass(struct transcript *t, nsec_t start,
                         const struct transcript_end ends[TRANSCRIPT_SIDES])
{
    const enum transcript_side first =
        ends[TRANSCRIPT_INTERACTOR].at < ends[TRANSCRIPT_CANDIDATE].at ? TRANSCRIPT_INTERACTOR
                                                                       : TRANSCRIPT_CANDIDATE;
    const enum transcript_side last = TRANSCRIPT_SIDES - 1 - first;

    add_end(t, first, &ends[first]);
    add_end(t, last, &ends[last]);
    for (size_t i = 0; i < t->count; i++) {
        struct transcript_entry *entry = &t->list[i];

        if (entry->pass != t->pass)
            continue;
        if (entry->at > ends[entry->side].at)
            entry->at = ends[entry->side].at; /* it was read later than it was written */
        entry->at -= start;
    }
}

bool transcript_ended_first(const struct transcript *t, size_t entry)
{
    size_t i = entry;

    while (i > 0 && t->list[i - 1].pass == t->list[entry].pass && !t->list[i - 1].ended)
        i--;
    return t->list[entry].ended && (i == 0 || t->list[i - 1].pass != t->list[entry].pass);
}
