/* SPDX-License-Identifier: MIT */
#include "compare/named_rule.h"
#include "base/buf.h"
#include "base/hash.h"
#include "winnow/cleanup.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SET_WORDS_MAX = 1 << 20 };

static const char blanks[] = " \t\n\v\f\r";

typedef bool same_text(struct token answer, struct token output);
typedef void compare_texts(const struct named_rule *rule, struct token answer, struct token output,
                           struct comparison *out);

struct named_rule {
    const char *name;
    compare_texts *compare;
    same_text *same;         /* of the pieces that `compare` makes: words or lines */
    const char *lead, *tail; /* of lines: what is taken off the ends of the whole text */
    bool strip_lines;        /* blanks are taken off both ends of each line */
    bool skip_blank;         /* lines of blanks alone do not count */
    bool folds;              /* A–Z equal a–z */
};

/* ---- words and lines */

static bool is_one_of(char c, const char *set)
{
    return memchr(set, c, strlen(set)) != NULL;
}

static struct token trim(struct token text, const char *lead, const char *tail)
{
    while (text.len > 0 && is_one_of(*text.text, lead)) {
        text.text++;
        text.len--;
    }
    while (text.len > 0 && is_one_of(text.text[text.len - 1], tail))
        text.len--;
    return text;
}

/* The pieces between line ends, as Python's split("\n") makes them: an empty text is one empty line. */
struct line_walk {
    const struct named_rule *rule;
    const char *at, *end; /* at NULL: no more */
    size_t line;          /* the number of the line that comes next, from 1 */
};

static struct line_walk begin_lines(const struct named_rule *rule, struct token text)
{
    struct token rest = trim(text, rule->lead, rule->tail);
    struct line_walk walk = {.rule = rule, .at = rest.text, .end = rest.text + rest.len, .line = 1};

    for (const char *c = text.text; c < rest.text; c++)
        walk.line += *c == '\n';
    return walk;
}

/* False: there is none, and the line has no text. */
static bool next_line(struct line_walk *walk, struct token *line)
{
    *line = (struct token){.text = NULL};
    while (walk->at) {
        size_t left = (size_t)(walk->end - walk->at);
        const char *end = left ? memchr(walk->at, '\n', left) : NULL;

        *line = (struct token){.text = walk->at, .len = end ? (size_t)(end - walk->at) : left};
        walk->at = end ? end + 1 : NULL;
        walk->line++;
        if (walk->rule->strip_lines)
            *line = trim(*line, blanks, blanks);
        if (line->len > 0 || !walk->rule->skip_blank)
            return true;
        line->text = NULL;
    }
    return false;
}

static struct token next_word(struct token_walk *walk)
{
    struct token word;

    token_walk_space(walk);
    word = token_walk_word(walk);
    if (word.len == 0)
        word.text = NULL;
    return word;
}

static void compare_lines(const struct named_rule *rule, struct token answer, struct token output,
                          struct comparison *out)
{
    struct line_walk a = begin_lines(rule, answer), o = begin_lines(rule, output);

    for (size_t number = 1;; number++) {
        struct token wanted, found;
        bool has_wanted = next_line(&a, &wanted), has_found = next_line(&o, &found);

        if (!has_wanted && !has_found)
            return;
        if (!has_wanted || !has_found || !rule->same(wanted, found)) {
            comparison_differ(out, "text", number, o.line - 1, wanted, found, DIFFERENT);
            return;
        }
    }
}

static void compare_words(const struct named_rule *rule, struct token answer, struct token output,
                          struct comparison *out)
{
    struct token_walk a, o;

    token_walk_init(&a, answer.text, answer.len);
    token_walk_init(&o, output.text, output.len);
    for (size_t number = 1;; number++) {
        struct token wanted = next_word(&a), found = next_word(&o);

        if (!wanted.text && !found.text)
            return;
        if (!wanted.text || !found.text || !rule->same(wanted, found)) {
            comparison_differ(out, "token", number, o.line, wanted, found, DIFFERENT);
            return;
        }
    }
}

/* ---- when two pieces are the same */

static bool same_bytes(struct token a, struct token o)
{
    return a.len == o.len && memcmp(a.text, o.text, a.len) == 0;
}

static bool same_folded(struct token a, struct token o)
{
    size_t i = 0;

    while (a.len == o.len && i < a.len && token_lower(a.text[i]) == token_lower(o.text[i]))
        i++;
    return a.len == o.len && i == a.len;
}

/* The double nearest to the number's first 64 digits, which decimal.h keeps. */
static bool as_double(struct token word, double *out)
{
    struct decimal number;
    char text[DECIMAL_TEXT];

    if (!decimal_parse(word.text, word.len, &number))
        return false;
    decimal_text(&number, text);
    *out = strtod(text, NULL);
    return true;
}

static bool same_decimal(struct token a, struct token o)
{
    struct decimal wanted, found, zero;

    decimal_parse("0", 1, &zero);
    return decimal_parse(a.text, a.len, &wanted) && decimal_parse(o.text, o.len, &found) &&
           !decimal_is_huge(&wanted) && !decimal_is_huge(&found) &&
           decimal_compare_distance(&wanted, &found, &zero, false) == 0;
}

static bool same_line_lcb(struct token a, struct token o)
{
    struct token_walk answer, output;
    struct token wanted, found;

    if (same_bytes(a, o))
        return true;
    token_walk_init(&answer, a.text, a.len);
    token_walk_init(&output, o.text, o.len);
    do {
        wanted = next_word(&answer);
        found = next_word(&output);
    } while (wanted.text && found.text && same_decimal(wanted, found));
    return !wanted.text && !found.text;
}

static bool same_line_sandboxfusion(struct token a, struct token o)
{
    double wanted, found;

    return same_folded(a, o) || (as_double(a, &wanted) && as_double(o, &found) &&
                                 fabs(found - wanted) / fmax(fabs(wanted), 1e-10) < 1e-5);
}

static bool same_word_codecontests(struct token a, struct token o)
{
    double wanted, found;

    return same_folded(a, o) ||
           (as_double(a, &wanted) && as_double(o, &found) && fabs(wanted - found) < 1e-5);
}

/* numpy's allclose(found, wanted) */
static bool same_line_numbers(struct token a, struct token o)
{
    double wanted, found;

    return as_double(a, &wanted) && as_double(o, &found) &&
           (wanted == found ||
            (isfinite(wanted) && fabs(found - wanted) <= 1e-8 + 1e-5 * fabs(wanted)));
}

/* ---- sets of sets of words */

struct hash_set {
    struct hash128 *list;
    size_t count, room;
};

static void release_hash_set(struct hash_set *set)
{
    free(set->list);
}

/* False: too many, or out of memory. */
static bool add_hash(struct hash_set *set, struct hash128 hash)
{
    struct hash128 *grown;

    if (set->count == SET_WORDS_MAX)
        return false;
    grown = array_grow(set->list, set->count, &set->room, sizeof *grown);
    if (!grown)
        return false;
    set->list = grown;
    grown[set->count++] = hash;
    return true;
}

static int order_hashes(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct hash128));
}

static void sort_set(struct hash_set *set)
{
    size_t kept = 0;

    if (set->count > 0)
        qsort(set->list, set->count, sizeof *set->list, order_hashes);
    for (size_t i = 0; i < set->count; i++)
        if (kept == 0 || order_hashes(&set->list[kept - 1], &set->list[i]) != 0)
            set->list[kept++] = set->list[i];
    set->count = kept;
}

typedef bool hash_of_word(struct token word, struct hash128 *out);

static bool hash_as_is(struct token word, struct hash128 *out)
{
    *out = hash_bytes(word.text, word.len);
    return true;
}

/* As Python's round(float(word), 3), where -0 equals 0. False: it is no number. */
static bool hash_rounded(struct token word, struct hash128 *out)
{
    char text[340];
    double value;

    if (!as_double(word, &value))
        return false;
    snprintf(text, sizeof text, "%.3f", value);
    *out = hash_bytes(text, strlen(text));
    if (strcmp(text, "-0.000") == 0)
        *out = hash_bytes(text + 1, strlen(text) - 1);
    return true;
}

static bool add_line(struct hash_set *lines, struct token line, hash_of_word *hash_of,
                     struct hash_set *words)
{
    struct hash128 hash;
    struct token_walk walk;

    words->count = 0;
    token_walk_init(&walk, line.text, line.len);
    for (struct token word = next_word(&walk); word.text; word = next_word(&walk))
        if (!hash_of(word, &hash) || !add_hash(words, hash))
            return false;
    sort_set(words);
    return add_hash(lines, hash_bytes(words->list, words->count * sizeof *words->list));
}

static size_t count_words(struct token text)
{
    struct token_walk walk;
    size_t count = 0;

    token_walk_init(&walk, text.text, text.len);
    while (next_word(&walk).text)
        count++;
    return count;
}

static bool make_set(struct hash_set *lines, const struct named_rule *rule, struct token text,
                     hash_of_word *hash_of)
{
    cleanup_with(release_hash_set) struct hash_set words = {0};
    struct line_walk walk = begin_lines(rule, text);
    struct token line;

    if (count_words(text) > SET_WORDS_MAX)
        return false;
    while (next_line(&walk, &line))
        if (!add_line(lines, line, hash_of, &words))
            return false;
    sort_set(lines);
    return true;
}

static bool same_sets(const struct named_rule *rule, struct token answer, struct token output,
                      hash_of_word *hash_of)
{
    cleanup_with(release_hash_set) struct hash_set a = {0}, o = {0};

    return make_set(&a, rule, answer, hash_of) && make_set(&o, rule, output, hash_of) &&
           a.count == o.count &&
           (a.count == 0 || memcmp(a.list, o.list, a.count * sizeof *a.list) == 0);
}

/* One after the other, until one finds them equal; the first says where they differ. */
static void compare_apps(const struct named_rule *rule, struct token answer, struct token output,
                         struct comparison *out)
{
    struct named_rule numbers = *rule;
    struct comparison other = {.equal = true};

    compare_lines(rule, answer, output, out);
    if (out->equal)
        return;
    numbers.same = same_line_numbers;
    compare_lines(&numbers, answer, output, &other);
    if (other.equal || same_sets(rule, answer, output, hash_as_is) ||
        same_sets(rule, answer, output, hash_rounded))
        *out = (struct comparison){.equal = true};
}

/* ---- by name */

static const struct named_rule rules[] = {
    {.name = "icpc", .compare = compare_words, .same = same_bytes},
    {.name = "exact", .compare = compare_lines, .same = same_bytes, .lead = "", .tail = ""},
    {.name = "verl", .compare = compare_lines, .same = same_bytes, .lead = "", .tail = "\n"},
    {.name = "code-judge",
     .compare = compare_lines,
     .same = same_bytes,
     .lead = blanks,
     .tail = blanks},
    {.name = "lcb",
     .compare = compare_lines,
     .same = same_line_lcb,
     .lead = blanks,
     .tail = blanks,
     .strip_lines = true},
    {.name = "sandboxfusion",
     .compare = compare_lines,
     .same = same_line_sandboxfusion,
     .lead = blanks,
     .tail = blanks,
     .strip_lines = true,
     .folds = true},
    {.name = "codecontests",
     .compare = compare_words,
     .same = same_word_codecontests,
     .folds = true},
    {.name = "apps",
     .compare = compare_apps,
     .same = same_bytes,
     .lead = blanks,
     .tail = blanks,
     .strip_lines = true,
     .skip_blank = true},
};
enum { RULES = sizeof rules / sizeof *rules };

const struct named_rule *named_rule_by_name(const char *name)
{
    for (int i = 0; i < RULES; i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return NULL;
}

const char *named_rule_name(const struct named_rule *rule)
{
    return rule->name;
}

int named_rule_unknown(const char *name, struct err *err)
{
    char known[160] = "";
    size_t used = 0;

    for (int i = 0; i < RULES; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, " %s", rules[i].name);
    return err_set(err, ERR_INPUT, "no comparison is called '%.60s'; there are%s", name, known);
}

void named_rule_compare(const struct named_rule *rule, const char *answer, size_t answer_len,
                        const char *output, size_t output_len, struct comparison *out)
{
    *out = (struct comparison){.equal = true, .folds = rule->folds};
    rule->compare(rule, (struct token){answer_len ? answer : "", answer_len},
                  (struct token){output_len ? output : "", output_len}, out);
}
