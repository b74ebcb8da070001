/* SPDX-License-Identifier: MIT */
#include "inputs/dictionary.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    ENTRIES_MAX = 4096, /* pools name some hundred */
    WORD_MAX = 24,      /* longer ones are messages */
};

/* Beyond it are no sizes or values of inputs, and sums of it would overflow. */
static const int64_t NUMBER_MAX = 1000000000000000000;

enum kind { NUMBERS, CHARS, NAMED_WORDS, KINDS };

struct named {
    struct hash128 key;
    enum kind kind;
    struct span text; /* of words and characters */
    int64_t number;
    size_t programs, last; /* how many name it, and the last of them */
};

/* The entries of one kind, by number, and the sums of their weights up to each. */
struct drawer {
    size_t *entries;
    uint64_t *sums;
    size_t count;
};

struct dictionary {
    struct arena arena;
    struct named *list;
    size_t count, room;
    struct table *table;
    size_t programs;
    struct drawer drawers[KINDS];
};

static struct hash128 key_of(const void *context, size_t number)
{
    const struct dictionary *d = context;

    return d->list[number].key;
}

int dictionary_new(struct dictionary **out, struct err *err)
{
    struct dictionary *d = calloc(1, sizeof *d);

    if (d)
        d->table = table_new(key_of, d);
    if (!d || !d->table) {
        free(d);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    *out = d;
    return 0;
}

void dictionary_free(struct dictionary *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < KINDS; i++) {
        free(d->drawers[i].entries);
        free(d->drawers[i].sums);
    }
    free(d->list);
    table_free(d->table);
    arena_release(&d->arena);
    free(d);
}

/* ---- entries */

static struct hash128 hash_named(enum kind kind, struct span text, int64_t number)
{
    char bytes[1 + sizeof number + WORD_MAX] = {(char)kind};

    memcpy(bytes + 1, &number, sizeof number);
    memcpy(bytes + 1 + sizeof number, text.data, text.len);
    return hash_bytes(bytes, 1 + sizeof number + text.len);
}

static void add_entry(struct dictionary *d, const struct named *entry)
{
    struct named *grown = array_grow(d->list, d->count, &d->room, sizeof *grown);
    char *copy = arena_alloc(&d->arena, entry->text.len + 1, 1);

    if (!grown || !copy) {
        d->arena.failed = true;
        return;
    }
    d->list = grown;
    memcpy(copy, entry->text.data, entry->text.len);
    d->list[d->count] = *entry;
    d->list[d->count].text.data = copy;
    d->count++;
    if (table_put(d->table, d->count - 1) < 0)
        d->arena.failed = true;
}

static void note(struct dictionary *d, enum kind kind, struct span text, int64_t number)
{
    struct named entry = {.key = hash_named(kind, text, number),
                          .kind = kind,
                          .text = text,
                          .number = number,
                          .programs = 1,
                          .last = d->programs};
    size_t at;

    if (!table_get(d->table, entry.key, &at)) {
        if (d->count < ENTRIES_MAX)
            add_entry(d, &entry);
    } else if (d->list[at].last != d->programs) {
        d->list[at].last = d->programs;
        d->list[at].programs++;
    }
}

/* ---- the lexer */

struct lexer {
    struct dictionary *dictionary;
    enum literal_style style;
    const char *at, *end;
};

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (c & 0x80);
}

static bool begins(const struct lexer *lex, const char *text)
{
    size_t n = strlen(text);

    return (size_t)(lex->end - lex->at) >= n && memcmp(lex->at, text, n) == 0;
}

static void skip_past(struct lexer *lex, const char *text)
{
    const char *found = memmem(lex->at, (size_t)(lex->end - lex->at), text, strlen(text));

    lex->at = found ? found + strlen(text) : lex->end;
}

static bool take_comment(struct lexer *lex)
{
    if (lex->style == LITERALS_C && begins(lex, "/*")) {
        lex->at += 2;
        skip_past(lex, "*/");
        return true;
    }
    if (!begins(lex, lex->style == LITERALS_C ? "//" : "#"))
        return false;
    skip_past(lex, "\n");
    return true;
}

/* Digits of a base with separators; false when the number is too large. */
static bool take_digits(struct lexer *lex, int base, int64_t *out)
{
    int64_t value = 0;
    bool fits = true;

    for (; lex->at < lex->end; lex->at++) {
        char c = *lex->at;
        int digit = isdigit((unsigned char)c) ? c - '0'
                    : base == 16 && isxdigit((unsigned char)c)
                        ? tolower((unsigned char)c) - 'a' + 10
                        : -1;

        if ((c == '_' || c == '\'') && lex->at + 1 < lex->end &&
            isxdigit((unsigned char)lex->at[1]))
            continue;
        if (digit < 0 || digit >= base)
            break;
        fits = fits && value <= (NUMBER_MAX - digit) / base;
        value = fits ? value * base + digit : 0;
    }
    *out = value;
    return fits;
}

/* "e9" of 1e9. False for 1e-9 and what is too large. */
static bool take_exponent(struct lexer *lex, int64_t *value)
{
    int64_t exponent = 0;

    if (lex->at + 1 >= lex->end || (*lex->at | 0x20) != 'e')
        return true;
    lex->at++;
    if (*lex->at == '-' || *lex->at == '+') {
        lex->at++;
        return false;
    }
    if (!take_digits(lex, 10, &exponent))
        return false;
    for (; exponent > 0 && *value > 0; exponent--) {
        if (*value > NUMBER_MAX / 10)
            return false;
        *value *= 10;
    }
    return true;
}

/* A number with its suffix. Those with a fraction say nothing about an input's whole numbers. */
static void take_number(struct lexer *lex)
{
    int base = begins(lex, "0x") || begins(lex, "0X") ? 16 : 10;
    int64_t value;
    bool taken;

    lex->at += base == 16 ? 2 : 0;
    taken = take_digits(lex, base, &value) && (base == 16 || take_exponent(lex, &value));
    if (lex->at + 1 < lex->end && *lex->at == '.' && isdigit((unsigned char)lex->at[1]))
        taken = false;
    while (lex->at < lex->end && (is_name_char(*lex->at) || *lex->at == '.'))
        lex->at++;
    if (taken)
        note(lex->dictionary, NUMBERS, (struct span){"", 0}, value);
}

/* The character that an escape after a backslash stands for, or -1 where it is none of an input's. */
static int escaped(char c)
{
    return strchr("\\'\"?", c) ? c : -1;
}

/* The characters of a literal between quotes, with the place behind it. False: not one on a line. */
static bool read_quoted(struct lexer *lex, char quote, char *text, size_t *length, bool *is_plain)
{
    const char *p = lex->at + 1;

    *length = 0;
    *is_plain = true;
    for (; p < lex->end && *p != quote && *p != '\n'; p++) {
        int c = (unsigned char)*p;

        if (c == '\\' && p + 1 < lex->end)
            c = escaped(*++p);
        if (c < 0 || !isgraph(c) || *length == WORD_MAX)
            *is_plain = false;
        else
            text[(*length)++] = (char)c;
    }
    if (p == lex->end || *p != quote)
        return false;
    lex->at = p + 1;
    return true;
}

static void take_quoted(struct lexer *lex)
{
    char quote = *lex->at, triple[] = {quote, quote, quote, 0}, text[WORD_MAX];
    size_t length;
    bool is_plain;

    if (lex->style == LITERALS_SCRIPT && begins(lex, triple)) {
        lex->at += 3;
        skip_past(lex, triple);
        return;
    }
    if (!read_quoted(lex, quote, text, &length, &is_plain)) {
        lex->at++; /* a lifetime, an apostrophe, a string of several lines */
        return;
    }
    if (is_plain && length == 1)
        note(lex->dictionary, CHARS, (struct span){text, 1}, 0);
    else if (is_plain && length > 1 && !memchr(text, '%', length))
        note(lex->dictionary, NAMED_WORDS, (struct span){text, length}, 0);
}

int dictionary_read(struct dictionary *dictionary, enum literal_style style, const char *source,
                    size_t length, struct err *err)
{
    struct lexer lex = {dictionary, style, source, source + length};

    while (lex.at < lex.end) {
        if (take_comment(&lex))
            continue;
        if (*lex.at == '"' || *lex.at == '\'')
            take_quoted(&lex);
        else if (isdigit((unsigned char)*lex.at))
            take_number(&lex);
        else if (is_name_char(*lex.at))
            while (lex.at < lex.end && is_name_char(*lex.at))
                lex.at++;
        else
            lex.at++;
    }
    dictionary->programs++;
    return dictionary->arena.failed ? err_set(err, ERR_JUDGE, "out of memory") : 0;
}

/* ---- drawing */

/* Grows slowly: what one program names may be the case that the others have forgotten. */
static uint64_t weight_of(const struct named *entry)
{
    uint64_t weight = 1;

    for (size_t n = entry->programs; n > 1; n /= 2)
        weight++;
    return weight;
}

int dictionary_settle(struct dictionary *d, struct err *err)
{
    for (size_t k = 0; k < KINDS; k++) {
        struct drawer *drawer = &d->drawers[k];
        uint64_t sum = 0;

        drawer->entries = calloc(d->count + 1, sizeof *drawer->entries);
        drawer->sums = calloc(d->count + 1, sizeof *drawer->sums);
        if (!drawer->entries || !drawer->sums)
            return err_set(err, ERR_JUDGE, "out of memory");
        for (size_t i = 0; i < d->count; i++) {
            if (d->list[i].kind != k)
                continue;
            drawer->entries[drawer->count] = i;
            drawer->sums[drawer->count++] = sum += weight_of(&d->list[i]);
        }
    }
    return 0;
}

static const struct named *draw(const struct dictionary *d, enum kind kind, struct rng *rng)
{
    const struct drawer *drawer = &d->drawers[kind];
    size_t low = 0, high = drawer->count;
    uint64_t at;

    if (drawer->count == 0)
        return NULL;
    at = rng_below(rng, drawer->sums[drawer->count - 1]);
    while (low + 1 < high) { /* the first whose sum is above `at` is in low … high-1 */
        size_t middle = low + (high - low) / 2;

        if (drawer->sums[middle - 1] <= at)
            low = middle;
        else
            high = middle;
    }
    return &d->list[drawer->entries[low]];
}

bool dictionary_number(const struct dictionary *d, struct rng *rng, int64_t *out)
{
    const struct named *entry = draw(d, NUMBERS, rng);

    if (entry)
        *out = entry->number;
    return entry != NULL;
}

bool dictionary_char(const struct dictionary *d, struct rng *rng, char *out)
{
    const struct named *entry = draw(d, CHARS, rng);

    if (entry)
        *out = entry->text.data[0];
    return entry != NULL;
}

bool dictionary_word(const struct dictionary *d, struct rng *rng, struct span *out)
{
    const struct named *entry = draw(d, NAMED_WORDS, rng);

    if (entry)
        *out = entry->text;
    return entry != NULL;
}
