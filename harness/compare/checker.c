/* SPDX-License-Identifier: MIT */
#include "compare/checker.h"
#include "winnow/cleanup.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What tokens a checker reads, and how. */
enum item {
    ITEM_WORD,
    ITEM_INT32,
    ITEM_INT64,
    ITEM_INTEGER, /* of any size */
    ITEM_DOUBLE,
    ITEM_YESNO,
};

static const char *const nouns[] = {
    [ITEM_WORD] = "a word",
    [ITEM_INT32] = "an integer of 32 bits",
    [ITEM_INT64] = "an integer of 64 bits",
    [ITEM_INTEGER] = "an integer",
    [ITEM_DOUBLE] = "a number",
    [ITEM_YESNO] = "YES or NO",
};

enum shape {
    SHAPE_SEQUENCE,
    SHAPE_SINGLE, /* one token */
    SHAPE_UNORDERED,
    SHAPE_LINES,       /* byte by byte */
    SHAPE_TOKEN_LINES, /* the tokens of each line */
    SHAPE_CASE,        /* "Case 1: token", "Case 2: token", … */
    SHAPE_CASES,       /* the same with any number of tokens */
};

struct checker {
    const char *name;
    enum shape shape;
    enum item item;
    struct compare_flags flags;
};

#define EXACT                                                                                      \
    {                                                                                              \
        .case_sensitive = true, .float_absolute = -1, .float_relative = -1                         \
    }
#define SPACED                                                                                     \
    {                                                                                              \
        .case_sensitive = true, .space_change_sensitive = true, .float_absolute = -1,              \
        .float_relative = -1                                                                       \
    }
#define FOLDED                                                                                     \
    {                                                                                              \
        .float_absolute = -1, .float_relative = -1                                                 \
    }
#define WITHIN(absolute, relative)                                                                 \
    {                                                                                              \
        .case_sensitive = true, .float_mode = true, .float_absolute = (absolute),                  \
        .float_relative = (relative)                                                               \
    }

static const struct checker checkers[] = {
    {"wcmp", SHAPE_SEQUENCE, ITEM_WORD, EXACT},
    {"lcmp", SHAPE_TOKEN_LINES, ITEM_WORD, EXACT},
    {"fcmp", SHAPE_LINES, ITEM_WORD, SPACED},
    {"ncmp", SHAPE_SEQUENCE, ITEM_INT64, EXACT},
    {"nyesno", SHAPE_SEQUENCE, ITEM_YESNO, FOLDED},
    {"yesno", SHAPE_SINGLE, ITEM_YESNO, FOLDED},
    {"icmp", SHAPE_SINGLE, ITEM_INT32, EXACT},
    {"hcmp", SHAPE_SINGLE, ITEM_INTEGER, EXACT},
    {"uncmp", SHAPE_UNORDERED, ITEM_INT64, EXACT},
    {"acmp", SHAPE_SINGLE, ITEM_DOUBLE, WITHIN(1e-6, -1)},
    {"dcmp", SHAPE_SINGLE, ITEM_DOUBLE, WITHIN(1.000000001e-6, 1.000000001e-6)},
    {"rcmp", SHAPE_SINGLE, ITEM_DOUBLE, WITHIN(1.500000001e-6, -1)},
    {"rncmp", SHAPE_SEQUENCE, ITEM_DOUBLE, WITHIN(1.5000000001e-5, -1)},
    {"rcmp4", SHAPE_SEQUENCE, ITEM_DOUBLE, WITHIN(1.00000000001e-4, 1.00000000001e-4)},
    {"rcmp6", SHAPE_SEQUENCE, ITEM_DOUBLE, WITHIN(1.000000001e-6, 1.000000001e-6)},
    {"rcmp9", SHAPE_SEQUENCE, ITEM_DOUBLE, WITHIN(1.000001e-9, 1.000001e-9)},
    {"caseicmp", SHAPE_CASE, ITEM_INT64, EXACT},
    {"casencmp", SHAPE_CASES, ITEM_INT64, EXACT},
    {"casewcmp", SHAPE_CASES, ITEM_WORD, EXACT},
};

enum { CHECKERS = sizeof checkers / sizeof *checkers };

const struct checker *checker_by_name(const char *name)
{
    size_t length;

    if (strncmp(name, "std::", 5) == 0)
        name += 5;
    length = strlen(name);
    if (length > 4 && strcmp(name + length - 4, ".cpp") == 0)
        length -= 4;
    for (int i = 0; i < CHECKERS; i++)
        if (strlen(checkers[i].name) == length && memcmp(checkers[i].name, name, length) == 0)
            return &checkers[i];
    return NULL;
}

int checker_unknown(const char *name, struct err *err)
{
    char known[200] = "";
    size_t used = 0;

    for (int i = 0; i < CHECKERS; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, " %s", checkers[i].name);
    return err_set(err, ERR_INPUT, "no checker is called '%.60s'; there are%s", name, known);
}

const struct compare_flags *checker_flags(const struct problem *problem)
{
    const struct checker *checker = problem->checker ? checker_by_name(problem->checker) : NULL;

    return checker ? &checker->flags : &problem->compare;
}

/* 0|-?[1-9][0-9]* */
static bool is_integer(struct token t)
{
    size_t i = t.len > 1 && t.text[0] == '-';

    if (t.len == 0 || (t.text[i] == '0' && t.len > 1))
        return false;
    for (; i < t.len; i++)
        if (t.text[i] < '0' || t.text[i] > '9')
            return false;
    return true;
}

/* Of an integer as above. */
static bool fits(struct token t, const char *largest, const char *smallest)
{
    const char *bound = t.text[0] == '-' ? smallest : largest;
    size_t length = strlen(bound);

    return t.len < length || (t.len == length && memcmp(t.text, bound, length) <= 0);
}

static bool is_word(struct token t, const char *word)
{
    if (t.len != strlen(word))
        return false;
    for (size_t i = 0; i < t.len; i++)
        if (token_lower(t.text[i]) != token_lower(word[i]))
            return false;
    return true;
}

static bool is_item(enum item item, struct token t)
{
    struct decimal number;

    switch (item) {
    case ITEM_INT32:
        return is_integer(t) && fits(t, "2147483647", "-2147483648");
    case ITEM_INT64:
        return is_integer(t) && fits(t, "9223372036854775807", "-9223372036854775808");
    case ITEM_INTEGER:
        return is_integer(t);
    case ITEM_DOUBLE:
        return decimal_parse(t.text, t.len, &number);
    case ITEM_YESNO:
        return is_word(t, "YES") || is_word(t, "NO");
    case ITEM_WORD:
    default:
        return t.len > 0;
    }
}

/* The answer is not what the checker reads. */
static void blame_answer(const struct checker *checker, size_t line, const char *wanted,
                         struct comparison *out)
{
    out->equal = false;
    out->bad_answer = true;
    out->line = line;
    snprintf(out->detail, sizeof out->detail, "checker %s: line %zu of the answer is to have %s",
             checker->name, line, wanted);
}

static struct token next_token(struct token_walk *walk)
{
    struct token t;

    token_walk_space(walk);
    t = token_walk_word(walk);
    if (t.len == 0)
        t.text = NULL;
    return t;
}

/* Whether the token of an answer for cases is "Case", the case's number, or an item, each in its place. */
struct case_walk {
    size_t number; /* of the case */
    enum { AT_CASE, AT_NUMBER, AT_ITEM, BEHIND_ITEM } at;
};

static bool step_case(struct case_walk *walk, const struct checker *checker, struct token t)
{
    bool is_case = t.len == 4 && memcmp(t.text, "Case", 4) == 0;
    char number[32];

    if (walk->at == AT_CASE || (walk->at == BEHIND_ITEM && is_case)) {
        walk->at = AT_NUMBER;
        walk->number++;
        return is_case;
    }
    if (walk->at == AT_NUMBER) {
        snprintf(number, sizeof number, "%zu:", walk->number);
        walk->at = checker->shape == SHAPE_CASE ? AT_ITEM : BEHIND_ITEM;
        return strlen(number) == t.len && memcmp(number, t.text, t.len) == 0;
    }
    walk->at = checker->shape == SHAPE_CASE ? AT_CASE : BEHIND_ITEM;
    return is_item(checker->item, t);
}

static bool answer_fits(const struct checker *checker, struct case_walk *cases, struct token t)
{
    bool has_cases = checker->shape == SHAPE_CASE || checker->shape == SHAPE_CASES;

    return has_cases ? step_case(cases, checker, t) : is_item(checker->item, t);
}

/* Whether the answer ends where it may. */
static bool answer_ends(const struct checker *checker, const struct case_walk *cases, size_t number)
{
    if (checker->shape == SHAPE_SINGLE)
        return number > 1;
    return cases->at == AT_CASE || cases->at == BEHIND_ITEM;
}

static void compare_sequence(const struct checker *checker, struct token_walk *answer,
                             struct token_walk *output, struct comparison *out)
{
    struct case_walk cases = {0};
    struct tolerances tolerances;

    tolerances_init(&tolerances, &checker->flags);
    for (size_t number = 1;; number++) {
        bool over = checker->shape == SHAPE_SINGLE && number > 1;
        struct token a = {0}, o = next_token(output);
        enum match match = DIFFERENT;

        if (!over)
            a = next_token(answer);
        if (a.text ? !answer_fits(checker, &cases, a) : !answer_ends(checker, &cases, number)) {
            blame_answer(checker, answer->line, nouns[checker->item], out);
            return;
        }
        if (a.text && o.text)
            match = match_tokens(a, o, &checker->flags, &tolerances);
        if (!a.text && !o.text)
            return;
        if (match != MATCH) {
            comparison_differ(out, "token", number, output->line, a, o, match);
            return;
        }
    }
}

/* hcmp alone wants an answer of one token. */
static void compare_single(const struct checker *checker, struct token_walk *answer,
                           struct token_walk *output, struct comparison *out)
{
    struct token_walk rest = *answer;

    next_token(&rest);
    if (checker->item == ITEM_INTEGER && next_token(&rest).text)
        blame_answer(checker, rest.line, "an end behind its first word", out);
    else
        compare_sequence(checker, answer, output, out);
}

/* The line from here on without its end, LF or CR LF; the walk stands behind that. */
static struct token next_line(struct token_walk *walk)
{
    size_t left = (size_t)(walk->end - walk->at);
    const char *end = left ? memchr(walk->at, '\n', left) : NULL;
    struct token line = {.text = walk->at, .len = end ? (size_t)(end - walk->at) : left};

    walk->at += line.len + (end != NULL);
    walk->line += end != NULL;
    if (end && line.len > 0 && line.text[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* Whether the lines have the same tokens; if not, they become what is left from the first that differ. */
static bool same_tokens(struct token *a, struct token *o)
{
    struct token_walk answer, output;
    struct token x, y;

    token_walk_init(&answer, a->text, a->len);
    token_walk_init(&output, o->text, o->len);
    do {
        token_walk_space(&answer);
        token_walk_space(&output);
        *a = (struct token){answer.at, (size_t)(answer.end - answer.at)};
        *o = (struct token){output.at, (size_t)(output.end - output.at)};
        x = token_walk_word(&answer);
        y = token_walk_word(&output);
        if (x.len != y.len || memcmp(x.text, y.text, x.len) != 0)
            return false;
    } while (x.len > 0);
    return true;
}

/* The empty line that may be the answer's last asks for none. */
static void compare_lines(const struct checker *checker, struct token_walk *answer,
                          struct token_walk *output, struct comparison *out)
{
    size_t number = 1;

    for (; answer->at < answer->end; number++) {
        size_t line = output->line;
        struct token a = next_line(answer), o = {.text = NULL}, rest_a = a, rest_o;

        if (a.len == 0 && answer->at == answer->end)
            break;
        if (output->at < output->end)
            o = next_line(output);
        rest_o = o;
        if (!o.text || (checker->shape == SHAPE_TOKEN_LINES
                            ? !same_tokens(&rest_a, &rest_o)
                            : a.len != o.len || memcmp(a.text, o.text, a.len) != 0)) {
            comparison_differ(out, "text", number, line, a, o, DIFFERENT);
            if (checker->shape == SHAPE_TOKEN_LINES && o.text) {
                out->answer_at = rest_a.text; /* not where blanks differ, which do not count */
                out->output_at = rest_o.text;
            }
            return;
        }
    }
    token_walk_space(output);
    if (output->at < output->end)
        comparison_differ(out, "text", number, output->line, (struct token){.text = NULL},
                          next_line(output), DIFFERENT);
}

struct number_list {
    int64_t *list;
    size_t count;
};

static int order_numbers(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}

/* All numbers of the text, sorted. False: out of memory, or *bad is what is none. */
static bool read_numbers(struct token_walk *walk, struct number_list *numbers, struct token *bad)
{
    numbers->list = malloc(((size_t)(walk->end - walk->at) / 2 + 1) * sizeof *numbers->list);
    *bad = (struct token){.text = NULL};
    if (!numbers->list)
        return false;
    for (struct token t = next_token(walk); t.text; t = next_token(walk)) {
        char text[24] = "";

        if (!is_item(ITEM_INT64, t)) {
            *bad = t;
            return false;
        }
        memcpy(text, t.text, t.len);
        numbers->list[numbers->count++] = strtoll(text, NULL, 10);
    }
    qsort(numbers->list, numbers->count, sizeof *numbers->list, order_numbers);
    return true;
}

static void compare_numbers(const struct number_list *a, const struct number_list *o,
                            struct comparison *out)
{
    size_t i = 0;

    out->equal = a->count == o->count;
    if (!out->equal)
        snprintf(out->detail, sizeof out->detail, "expected %zu numbers, found %zu", a->count,
                 o->count);
    while (out->equal && i < a->count && a->list[i] == o->list[i])
        i++;
    if (!out->equal || i == a->count)
        return;
    out->equal = false;
    snprintf(out->detail, sizeof out->detail,
             "number %zu in increasing order: expected %" PRId64 ", found %" PRId64, i + 1,
             a->list[i], o->list[i]);
}

static void compare_unordered(const struct checker *checker, struct token_walk *answer,
                              struct token_walk *output, struct comparison *out)
{
    struct number_list a = {0}, o = {0};
    struct token bad;

    if (!read_numbers(answer, &a, &bad)) {
        blame_answer(checker, answer->line, nouns[checker->item], out);
    } else if (!read_numbers(output, &o, &bad)) {
        out->equal = false;
        out->bad_answer = !bad.text;
        out->line = output->line;
        snprintf(out->detail, sizeof out->detail,
                 bad.text ? "token %zu on line %zu: expected an integer of 64 bits"
                          : "out of memory after %zu numbers, line %zu",
                 o.count + 1, output->line);
    } else {
        compare_numbers(&a, &o, out);
        out->line = out->equal ? 0 : 1;
    }
    free(a.list);
    free(o.list);
}

void checker_compare(const struct checker *checker, const char *answer, size_t answer_len,
                     const char *output, size_t output_len, struct comparison *out)
{
    static void (*const ways[])(const struct checker *, struct token_walk *, struct token_walk *,
                                struct comparison *) = {
        [SHAPE_SEQUENCE] = compare_sequence,   [SHAPE_SINGLE] = compare_single,
        [SHAPE_UNORDERED] = compare_unordered, [SHAPE_LINES] = compare_lines,
        [SHAPE_TOKEN_LINES] = compare_lines,   [SHAPE_CASE] = compare_sequence,
        [SHAPE_CASES] = compare_sequence,
    };
    struct token_walk a, o;

    *out = (struct comparison){.equal = true, .folds = !checker->flags.case_sensitive};
    token_walk_init(&a, answer, answer_len);
    token_walk_init(&o, output, output_len);
    ways[checker->shape](checker, &a, &o, out);
}
