/* SPDX-License-Identifier: MIT */
#include "ctd/regex_tree.h"

#include <stdio.h>
#include <string.h>

enum { DEPTH_MAX = 50, LENGTH_MAX = 65536, TIMES_MAX = 1000000 };

struct regex_reading {
    const char *at, *end;
    struct arena *arena;
    struct err *err;
    int depth;
};

static struct regex_node *new_node(struct regex_reading *r, enum regex_kind kind)
{
    struct regex_node *node = arena_alloc(r->arena, 1, sizeof *node);

    if (node)
        node->kind = kind;
    else
        err_put(r->err, ERR_JUDGE, "out of memory");
    return node;
}

static void add_part(struct regex_node *node, struct regex_node *part)
{
    part->previous = node->last;
    if (node->last)
        node->last->next = part;
    else
        node->parts = part;
    node->last = part;
}

static void *refuse(struct regex_reading *r, const char *what)
{
    err_put(r->err, ERR_INPUT, "regular expression: %s", what);
    return NULL;
}

static void set_add(struct byte_set *set, int from, int to)
{
    for (int c = from; c <= to; c++)
        set->bits[c / 64] |= (uint64_t)1 << (c % 64);
}

static void set_invert(struct byte_set *set)
{
    for (int i = 0; i < 4; i++)
        set->bits[i] = ~set->bits[i];
}

/* Classes in the C locale, as the ranges that they consist of. */
static const struct {
    const char *name;
    char shorthand;
    const char *ranges;
} classes[] = {
    {"digit", 'd', "09"},   {"word", 'w', "azAZ09__"}, {"space", 's', "\t\r  "},
    {"alpha", 0, "azAZ"},   {"alnum", 0, "azAZ09"},    {"lower", 0, "az"},
    {"upper", 0, "AZ"},     {"xdigit", 0, "afAF09"},   {"punct", 0, "!/:@[`{~"},
    {"blank", 0, "\t\t  "}, {"print", 0, " ~"},        {"graph", 0, "!~"},
};

static void add_class(struct byte_set *set, size_t number)
{
    for (const char *range = classes[number].ranges; *range; range += 2)
        set_add(set, range[0], range[1]);
}

enum { CLASSES = sizeof classes / sizeof *classes };

/* \d and the like, \D for its complement; false when the letter stands for no class. */
static bool add_shorthand(struct byte_set *set, char letter)
{
    for (size_t i = 0; i < CLASSES; i++) {
        struct byte_set own = {{0}};

        if (!classes[i].shorthand || (letter | 0x20) != classes[i].shorthand)
            continue;
        add_class(&own, i);
        if (!(letter & 0x20))
            set_invert(&own);
        for (int b = 0; b < 4; b++)
            set->bits[b] |= own.bits[b];
        return true;
    }
    return false;
}

/*
 * What stands at a backslash: adds a class and returns -1, or returns the byte meant. A backslash before
 * a byte that is not special is itself that byte.
 */
static int read_escape(struct regex_reading *r, struct byte_set *set)
{
    static const char letters[] = "ntrf", bytes[] = "\n\t\r\f";
    const char *letter;

    if (r->at == r->end)
        return '\\';
    if (add_shorthand(set, *r->at)) {
        r->at++;
        return -1;
    }
    letter = *r->at ? strchr(letters, *r->at) : NULL;
    if (letter) {
        r->at++;
        return bytes[letter - letters];
    }
    if (*r->at && strchr("(){}[]*+?|\\^.-$/\"'", *r->at))
        return (unsigned char)*r->at++;
    return '\\';
}

/* [:name:], the first bracket being read. */
static bool read_class(struct regex_reading *r, struct byte_set *set)
{
    for (size_t i = 0; i < CLASSES; i++) {
        size_t n = strlen(classes[i].name);

        if ((size_t)(r->end - r->at) >= n + 3 && r->at[0] == ':' &&
            strncmp(r->at + 1, classes[i].name, n) == 0 && r->at[n + 1] == ':' &&
            r->at[n + 2] == ']') {
            add_class(set, i);
            r->at += n + 3;
            return true;
        }
    }
    return false;
}

/* One byte of a set, or -1: a class was added. */
static int read_member(struct regex_reading *r, struct byte_set *set)
{
    unsigned char c = (unsigned char)*r->at++;

    if (c == '[' && read_class(r, set))
        return -1;
    return c == '\\' ? read_escape(r, set) : c;
}

/* Behind the '['. */
static struct regex_node *read_set(struct regex_reading *r)
{
    struct regex_node *node = new_node(r, REGEX_SET);
    bool inverted = r->at < r->end && *r->at == '^';
    const char *first = r->at + inverted;

    if (!node)
        return NULL;
    for (r->at = first; r->at < r->end && (*r->at != ']' || r->at == first);) {
        int from = read_member(r, &node->set), to = from;

        if (from < 0)
            continue;
        if (r->end - r->at >= 2 && r->at[0] == '-' && r->at[1] != ']') {
            r->at++;
            to = read_member(r, &node->set);
        }
        if (to < from)
            return refuse(r, "the end of a range is before its beginning");
        set_add(&node->set, from, to);
    }
    if (r->at == r->end)
        return refuse(r, "'[' without ']'");
    r->at++;
    if (inverted)
        set_invert(&node->set);
    if (!(node->set.bits[0] | node->set.bits[1] | node->set.bits[2] | node->set.bits[3]))
        return refuse(r, "a set without any byte");
    return node;
}

static struct regex_node *read_alternatives(struct regex_reading *r);

static struct regex_node *read_group(struct regex_reading *r)
{
    struct regex_node *node;

    if (r->end - r->at >= 2 && r->at[0] == '?' && r->at[1] == ':')
        r->at += 2;
    if (++r->depth > DEPTH_MAX)
        return refuse(r, "nested too deeply");
    node = read_alternatives(r);
    r->depth--;
    if (node && (r->at == r->end || *r->at != ')'))
        return refuse(r, "'(' without ')'");
    r->at++;
    return node;
}

static bool at_an_end(const struct regex_reading *r)
{
    return r->at == r->end || *r->at == '|' || *r->at == ')';
}

/* A byte, a set, or a group. */
static struct regex_node *read_atom(struct regex_reading *r, bool first)
{
    unsigned char c = (unsigned char)*r->at++;
    struct regex_node *node;
    int byte = c;

    if (c == '[')
        return read_set(r);
    if (c == '(')
        return read_group(r);
    if (c == '*' || c == '+' || c == '?' || c == '{')
        return refuse(r, "nothing to repeat, or repeated twice");
    if ((c == '^' && first) || (c == '$' && at_an_end(r)))
        return new_node(r, REGEX_SEQUENCE); /* matches begin here anyway */
    node = new_node(r, REGEX_SET);
    if (!node)
        return NULL;
    if (c == '.')
        set_invert(&node->set);
    else if (c == '\\')
        byte = read_escape(r, &node->set);
    if (c != '.' && byte >= 0)
        set_add(&node->set, byte, byte);
    return node;
}

static bool read_number(struct regex_reading *r, int64_t *out)
{
    const char *from = r->at;

    for (*out = 0; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++)
        if (*out <= TIMES_MAX)
            *out = *out * 10 + (*r->at - '0');
    return r->at > from;
}

/* {m}, {m,}, {m,n} or {,n}, behind the brace. */
static bool read_bounds(struct regex_reading *r, int64_t *least, int64_t *most)
{
    bool given = read_number(r, least);

    *most = *least;
    if (r->at < r->end && *r->at == ',') {
        r->at++;
        if (!read_number(r, most))
            *most = -1;
    } else if (!given) {
        return false;
    }
    return r->at < r->end && *r->at++ == '}' && *least <= TIMES_MAX && *most <= TIMES_MAX &&
           (*most < 0 || *least <= *most);
}

/* The repeat that stands behind the atom, if one does. */
static struct regex_node *read_repeat(struct regex_reading *r, struct regex_node *atom)
{
    int64_t least = 0, most = -1;
    struct regex_node *node;
    char c = r->at < r->end ? *r->at : '\0';

    if (c == '\0' || !strchr("*+?{", c))
        return atom;
    r->at++;
    if (c == '+')
        least = 1;
    else if (c == '?')
        most = 1;
    else if (c == '{' && !read_bounds(r, &least, &most))
        return refuse(r, "the bounds of a repeat are {m}, {m,}, {m,n} or {,n}, up to 1000000");
    node = new_node(r, REGEX_REPEAT);
    if (!node)
        return NULL;
    node->least = least;
    node->most = most;
    add_part(node, atom);
    return node;
}

static struct regex_node *read_sequence(struct regex_reading *r)
{
    struct regex_node *sequence = new_node(r, REGEX_SEQUENCE);

    while (sequence && !at_an_end(r)) {
        struct regex_node *node = read_atom(r, !sequence->parts);

        node = node ? read_repeat(r, node) : NULL;
        if (!node)
            return NULL;
        add_part(sequence, node);
    }
    return sequence;
}

static struct regex_node *read_alternatives(struct regex_reading *r)
{
    struct regex_node *node = new_node(r, REGEX_ALTERNATIVES);

    while (node) {
        struct regex_node *sequence = read_sequence(r);

        if (!sequence)
            return NULL;
        add_part(node, sequence);
        if (r->at == r->end || *r->at != '|')
            break;
        r->at++;
    }
    return node;
}

int regex_parse(const struct regex_node **out, struct arena *arena, const char *pattern,
                size_t length, struct err *err)
{
    struct regex_reading r = {.at = pattern, .end = pattern + length, .arena = arena, .err = err};
    const struct regex_node *tree;

    if (length > LENGTH_MAX)
        return err_set(err, ERR_INPUT, "regular expression: longer than %d bytes", LENGTH_MAX);
    tree = read_alternatives(&r);
    if (!tree)
        return -1;
    if (r.at < r.end) {
        refuse(&r, "')' without '('");
        return -1;
    }
    *out = tree;
    return 0;
}
