/* SPDX-License-Identifier: MIT */
#include "ctd/regex.h"
#include "base/arena.h"
#include "ctd/regex_tree.h"
#include "winnow/cleanup.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { STATES_MAX = 4000000, NOWHERE = -1 };

/* Thompson's automaton: a state reads a byte of its set, or splits, or is the end. */
struct state {
    const struct byte_set *set; /* NULL: a split, or the end */
    int next, other;            /* other: of a split, or NOWHERE */
};

struct regex {
    struct arena arena; /* the tree */
    const struct regex_node *tree;
    struct state *states;
    int count, start;
    /* For matching: the states that are active now and after the next byte. */
    int *now, *after, *stack, *seen;
    int mark; /* what `seen` has for the states of the last step */
};

/* How many states the node will have, at most one more than allowed. */
static int64_t count_states(const struct regex_node *node)
{
    int64_t sum = 1;

    for (const struct regex_node *part = node->parts; part; part = part->next)
        sum += count_states(part) + (node->kind == REGEX_ALTERNATIVES);
    if (node->kind == REGEX_REPEAT)
        sum = (sum + 1) * (node->most < 0 ? node->least + 1 : node->most) + 1;
    return sum > STATES_MAX ? STATES_MAX + 1 : sum;
}

static int add_state(struct regex *r, const struct byte_set *set, int next, int other)
{
    r->states[r->count] = (struct state){.set = set, .next = next, .other = other};
    return r->count++;
}

/* The automaton is built from its end: returns the state that begins the node. */
static int build(struct regex *r, const struct regex_node *node, int end);

static int build_sequence(struct regex *r, const struct regex_node *node, int end)
{
    for (const struct regex_node *part = node->last; part; part = part->previous)
        end = build(r, part, end);
    return end;
}

/*
 * x{m,n} is m times x and then (x(x(x)?)?)?: from each of them the end is one step away, so few states
 * are active at a time. x{m,} is m times x and a loop.
 */
static int build_repeat(struct regex *r, const struct regex_node *node, int end)
{
    int at = end;

    if (node->most < 0) {
        at = add_state(r, NULL, NOWHERE, end);
        r->states[at].next = build(r, node->parts, at);
    }
    for (int64_t i = node->least; i < node->most; i++) {
        int inner = build(r, node->parts, at);

        at = add_state(r, NULL, inner, end);
    }
    for (int64_t i = 0; i < node->least; i++)
        at = build(r, node->parts, at);
    return at;
}

static int build_alternatives(struct regex *r, const struct regex_node *node, int end)
{
    int at = NOWHERE;

    for (const struct regex_node *part = node->parts; part; part = part->next)
        at = add_state(r, NULL, build(r, part, end), at);
    return at;
}

static int build(struct regex *r, const struct regex_node *node, int end)
{
    switch (node->kind) {
    case REGEX_SET:
        return add_state(r, &node->set, end, NOWHERE);
    case REGEX_REPEAT:
        return build_repeat(r, node, end);
    case REGEX_ALTERNATIVES:
        return build_alternatives(r, node, end);
    case REGEX_SEQUENCE:
    default:
        return build_sequence(r, node, end);
    }
}

static int reserve_states(struct regex *r, int64_t count)
{
    size_t n = (size_t)count + 2;

    r->states = calloc(n, sizeof *r->states);
    r->now = calloc(n, sizeof *r->now);
    r->after = calloc(n, sizeof *r->after);
    r->stack = calloc(2 * n, sizeof *r->stack);
    r->seen = calloc(n, sizeof *r->seen);
    return r->states && r->now && r->after && r->stack && r->seen ? 0 : -1;
}

void regex_free(struct regex *regex)
{
    if (!regex)
        return;
    arena_release(&regex->arena);
    free(regex->states);
    free(regex->now);
    free(regex->after);
    free(regex->stack);
    free(regex->seen);
    free(regex);
}

size_t regex_size(const struct regex *regex)
{
    return (size_t)regex->count;
}

static void regex_freep(struct regex **regex)
{
    regex_free(*regex);
}

int regex_compile(struct regex **out, const char *pattern, size_t length, struct err *err)
{
    cleanup_with(regex_freep) struct regex *r = calloc(1, sizeof *r);
    int64_t count;

    if (!r)
        return err_set(err, ERR_JUDGE, "out of memory");
    if (regex_parse(&r->tree, &r->arena, pattern, length, err) < 0)
        return -1;
    count = count_states(r->tree);
    if (count > STATES_MAX)
        return err_set(err, ERR_INPUT, "a regular expression of more than %d states", STATES_MAX);
    if (reserve_states(r, count) < 0)
        return err_set(err, ERR_JUDGE, "out of memory");
    r->start = build(r, r->tree, add_state(r, NULL, NOWHERE, NOWHERE));
    *out = steal_ptr(&r);
    return 0;
}

/* The end is the first state. */
enum { END = 0 };

/* Adds what is reached from the state without reading; true when the end is. */
static bool activate(struct regex *r, int state, int *list, int *count)
{
    bool ended = false;
    int depth = 0;

    r->stack[depth++] = state;
    while (depth > 0) {
        int at = r->stack[--depth];

        if (at == NOWHERE || r->seen[at] == r->mark)
            continue;
        r->seen[at] = r->mark;
        if (r->states[at].set) {
            list[(*count)++] = at;
        } else if (at == END) {
            ended = true;
        } else {
            r->stack[depth++] = r->states[at].other;
            r->stack[depth++] = r->states[at].next;
        }
    }
    return ended;
}

static void next_mark(struct regex *r)
{
    if (r->mark == INT_MAX) {
        memset(r->seen, 0, (size_t)r->count * sizeof *r->seen);
        r->mark = 0;
    }
    r->mark++;
}

int64_t regex_match(struct regex *r, const char *text, size_t length, uint64_t *steps)
{
    int *now = r->now, *after = r->after, count = 0;
    int64_t longest = REGEX_NO_MATCH;

    next_mark(r);
    if (activate(r, r->start, now, &count))
        longest = 0;
    for (size_t i = 0; i < length && count > 0; i++) {
        int next = 0, *swap = now;
        bool ended = false;

        if (*steps < (uint64_t)count)
            return REGEX_TOO_LONG;
        *steps -= (uint64_t)count;
        next_mark(r);
        for (int s = 0; s < count; s++)
            if (byte_set_has(r->states[now[s]].set, (unsigned char)text[i]))
                ended |= activate(r, r->states[now[s]].next, after, &next);
        if (ended)
            longest = (int64_t)i + 1;
        now = after;
        after = swap;
        count = next;
    }
    return longest;
}

static int draw_byte(const struct byte_set *set, struct rng *rng, struct buf *out)
{
    int printable = 0, all = 0, wanted, low = 0;

    for (int c = 0; c < 256; c++) {
        all += byte_set_has(set, (unsigned char)c);
        printable += c >= ' ' && c <= '~' && byte_set_has(set, (unsigned char)c);
    }
    wanted = (int)rng_below(rng, (uint64_t)(printable ? printable : all));
    for (int c = printable ? ' ' : 0; c < 256; c++)
        if (byte_set_has(set, (unsigned char)c) && wanted-- == 0)
            low = c;
    return buf_addc(out, (char)low);
}

struct drawing {
    struct rng *rng;
    const struct regex_lengths *lengths;
    struct buf *out;
};

/* Mostly few, or as many as one of the numbers before; now and then as many as are allowed, up to 1000. */
static int64_t draw_count(const struct drawing *d, const struct regex_node *node)
{
    int64_t most = node->most < 0 ? INT32_MAX : node->most, few = node->least + 10;
    size_t known = d->lengths->count < 4 ? d->lengths->count : 4;

    if (known > 0 && rng_below(d->rng, 2) == 0) {
        int64_t length = d->lengths->list[rng_below(d->rng, known)];

        if (length >= node->least && length <= most)
            return length;
    }
    if (most > few && (node->most < 0 || rng_below(d->rng, 8) != 0))
        most = few;
    if (most > node->least + 1000)
        most = node->least + 1000;
    return rng_between(d->rng, node->least, most);
}

static const struct regex_node *draw_alternative(const struct drawing *d,
                                                 const struct regex_node *node)
{
    const struct regex_node *part = node->parts, *chosen = part;
    uint64_t count = 0;

    do { /* each with the same chance */
        if (rng_below(d->rng, ++count) == 0)
            chosen = part;
        part = part->next;
    } while (part);
    return chosen;
}

static int draw_node(const struct drawing *d, const struct regex_node *node)
{
    int64_t times = 1;

    if (node->kind == REGEX_SET)
        return draw_byte(&node->set, d->rng, d->out);
    if (node->kind == REGEX_ALTERNATIVES)
        return draw_node(d, draw_alternative(d, node));
    if (node->kind == REGEX_REPEAT)
        times = draw_count(d, node);
    for (; times > 0; times--)
        for (const struct regex_node *part = node->parts; part; part = part->next)
            if (draw_node(d, part) < 0)
                return -1;
    return 0;
}

int regex_draw(const struct regex *regex, struct rng *rng, const struct regex_lengths *lengths,
               struct buf *out)
{
    const struct drawing d = {.rng = rng, .lengths = lengths, .out = out};

    return draw_node(&d, regex->tree);
}
