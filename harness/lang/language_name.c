/* SPDX-License-Identifier: MIT */
#include "lang/language_name.h"
#include "lang/language.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

/* How much a word says about the language. */
enum weight {
    WEIGHT_NONE,       /* it stands beside languages: "GNU", "64 bit" */
    WEIGHT_COMPILER,   /* the language, if nothing better is there: "GNU GCC C11" */
    WEIGHT_LANGUAGE,   /* "C++" */
    WEIGHT_INTERPRETER /* "Python 3 (PyPy)" */
};

/* Which versions behind a word state the standard of a language. */
enum states {
    STATES_NOTHING,
    STATES_JOINED, /* "G++17", but "g++ 11" is a version of the compiler */
    STATES_ALWAYS  /* "C++ 17" */
};

/* `versions`: the digits that a version right behind the word may begin with; NULL: any. */
static const struct word {
    const char *text, *language;
    const char *versions;
    enum weight weight;
    bool needs_version;
    enum states states;
} words[] = {
    /* C has no version 3, but there is a language C3. */
    {.text = "c",
     .language = "c",
     .weight = WEIGHT_LANGUAGE,
     .states = STATES_ALWAYS,
     .versions = "12456789"},
    {.text = "csrc", .language = "c", .weight = WEIGHT_LANGUAGE}, /* text/x-csrc */
    {.text = "gcc", .language = "c", .weight = WEIGHT_COMPILER},
    {.text = "clang", .language = "c", .weight = WEIGHT_COMPILER},
    {.text = "c++", .language = "cpp", .weight = WEIGHT_LANGUAGE, .states = STATES_ALWAYS},
    {.text = "cpp", .language = "cpp", .weight = WEIGHT_LANGUAGE, .states = STATES_ALWAYS},
    {.text = "cxx", .language = "cpp", .weight = WEIGHT_LANGUAGE, .states = STATES_ALWAYS},
    {.text = "cc", .language = "cpp", .weight = WEIGHT_LANGUAGE, .states = STATES_ALWAYS},
    {.text = "cplusplus", .language = "cpp", .weight = WEIGHT_LANGUAGE, .states = STATES_ALWAYS},
    {.text = "c++src", .language = "cpp", .weight = WEIGHT_LANGUAGE}, /* text/x-c++src */
    {.text = "gnu++", .language = "cpp", .weight = WEIGHT_LANGUAGE, .states = STATES_ALWAYS},
    {.text = "g++", .language = "cpp", .weight = WEIGHT_COMPILER, .states = STATES_JOINED},
    {.text = "clang++", .language = "cpp", .weight = WEIGHT_COMPILER, .states = STATES_JOINED},
    {.text = "clangx", .language = "cpp", .weight = WEIGHT_COMPILER}, /* DMOJ's */
    {.text = "msvc", .language = "cpp", .weight = WEIGHT_COMPILER},
    {.text = "python", .language = "python3", .weight = WEIGHT_LANGUAGE, .versions = "3"},
    {.text = "py", .language = "python3", .weight = WEIGHT_LANGUAGE, .versions = "3"},
    {.text = "cpython", .language = "python3", .weight = WEIGHT_LANGUAGE, .versions = "3"},
    {.text = "ipython", .language = "python3", .weight = WEIGHT_LANGUAGE},
    /* CodeChef's PYTH is Python 2. */
    {.text = "pyth",
     .language = "python3",
     .weight = WEIGHT_LANGUAGE,
     .versions = "3",
     .needs_version = true},
    {.text = "pypy", .language = "pypy3", .weight = WEIGHT_INTERPRETER, .versions = "3"},
    {.text = "pyp", .language = "pypy3", .weight = WEIGHT_INTERPRETER, .versions = "3"},
    {.text = "java", .language = "java", .weight = WEIGHT_LANGUAGE},
    /* "JavaScript (V8 12.4)", "Java (OpenJDK 17)": the language stands before its machine. */
    {.text = "v"},
    {.text = "graalvm"},
    {.text = "hotspot"},
    {.text = "script"},
    {.text = "visual"},
    {.text = "net"},
    {.text = "core"},
    {.text = "dotnet"},
    {.text = "free"},
    {.text = "plain"},
    {.text = "edition"},
    {.text = "gnu", .states = STATES_JOINED}, /* "gnu11" is C */
    {.text = "ansi"},
    {.text = "iso"},
    {.text = "std"},
    {.text = "ms"},
    {.text = "x"},
    {.text = "microsoft"},
    {.text = "bit"},
    {.text = "diagnostics"},
    {.text = "bits"},
    {.text = "linux"},
    {.text = "win"},
    {.text = "windows"},
    {.text = "o"},
    {.text = "ioi"},
    {.text = "style"},
    {.text = "language"},
    {.text = "winlibs"},
    {.text = "msys"},
    {.text = "mingw"},
};

enum { WORDS = sizeof words / sizeof *words };

/*
 * The standards, as ISO and as gcc called them before they were done, and the rows that compile them. One that is older or
 * newer than all rows is the oldest or the newest.
 */
static const struct standard {
    const char *language, *version, *row;
} standards[] = {
    {"c", "89", "c90"},     {"c", "90", "c90"},     {"c", "99", "c99"},     {"c", "9x", "c99"},
    {"c", "11", "c11"},     {"c", "1x", "c11"},     {"c", "17", "c"},       {"c", "18", "c"},
    {"c", "23", "c23"},     {"c", "2x", "c23"},     {"c", "2y", "c23"},     {"cpp", "98", "cpp98"},
    {"cpp", "03", "cpp98"}, {"cpp", "11", "cpp11"}, {"cpp", "0x", "cpp11"}, {"cpp", "14", "cpp14"},
    {"cpp", "1y", "cpp14"}, {"cpp", "17", "cpp17"}, {"cpp", "1z", "cpp17"}, {"cpp", "20", "cpp"},
    {"cpp", "2a", "cpp"},   {"cpp", "23", "cpp23"}, {"cpp", "2b", "cpp23"}, {"cpp", "26", "cpp23"},
    {"cpp", "2c", "cpp23"},
};

enum { STANDARDS = sizeof standards / sizeof *standards };

/* What has been read of a text. */
struct reading {
    const char *language;
    enum weight weight;              /* of the word that gave the language */
    const struct word *last;         /* when the last thing read was a word that is known */
    bool joined;                     /* nothing has been read since */
    const struct standard *standard; /* the first that was stated */
    int parentheses;
    bool refused;
};

static bool is_word(const char *word, const char *text, size_t n)
{
    return strlen(word) == n && strncasecmp(word, text, n) == 0;
}

static const struct word *find_word(const char *text, size_t n)
{
    for (size_t i = 0; i < WORDS; i++)
        if (is_word(words[i].text, text, n))
            return &words[i];
    return NULL;
}

static bool is_one_of(const char *const *list, const char *text, size_t n)
{
    for (; list && *list; list++)
        if (is_word(*list, text, n))
            return true;
    return false;
}

/* A language by a word of its row: its name, an alias, an extension ("rs", as MultiPL-E says). */
static const struct language *find_row(const char *text, size_t n)
{
    const struct language *language;

    for (size_t i = 0; (language = language_at(i)); i++)
        if (is_word(language->name, text, n) || is_one_of(language->aliases, text, n) ||
            is_one_of(language->extensions, text, n))
            return language;
    return NULL;
}

/* The word before has its version, or has none. */
static void end_word(struct reading *r, char digit)
{
    const struct word *w = r->last;

    r->last = NULL;
    if (w && digit && w->versions && !strchr(w->versions, digit))
        r->refused = true;
    if (w && !digit && w->needs_version)
        r->refused = true;
}

static const char *read_word(struct reading *r, const char *text)
{
    size_t n = 0;
    const struct word *w;
    const struct language *row = NULL;
    enum weight weight = WEIGHT_NONE;

    while (isalpha((unsigned char)text[n]) || (text[n] && strchr("+#", text[n])))
        n++;
    w = find_word(text, n);
    if (w)
        weight = w->weight;
    else if ((row = find_row(text, n)))
        weight = strcmp(row->name, "text") == 0 ? WEIGHT_COMPILER : WEIGHT_LANGUAGE;
    end_word(r, '\0');
    if (!w && !row && r->parentheses == 0)
        r->refused = true;
    if (weight > r->weight) {
        r->language = w ? w->language : row->name;
        r->weight = weight;
    }
    r->last = w;
    r->joined = true;
    return text + n;
}

/* Of C where no language was named yet, as in "gnu11". */
static void read_standard(struct reading *r, const struct word *w, const char *text, size_t n)
{
    const char *language = w->language ? w->language : "c";

    if (r->standard || (!w->language && r->language) ||
        w->states < (r->joined ? STATES_JOINED : STATES_ALWAYS))
        return;
    for (size_t i = 0; i < STANDARDS && !r->standard; i++)
        if (strcmp(standards[i].language, language) == 0 && is_word(standards[i].version, text, n))
            r->standard = &standards[i];
    if (r->standard && !r->language)
        r->language = language;
}

/* "17", "3.8", "2a", "0x", but of "64bit" only the digits. */
static const char *read_version(struct reading *r, const char *text)
{
    const char *end = text + strspn(text, "0123456789.");

    if (*end && strchr("abcxyzABCXYZ", *end) && !isalpha((unsigned char)end[1]) && end[1] != '+' &&
        end[1] != '#')
        end++;
    if (r->last)
        read_standard(r, r->last, text, (size_t)(end - text));
    end_word(r, *text);
    return end;
}

static const char *read_separator(struct reading *r, const char *text)
{
    r->joined = false;
    r->parentheses += (*text == '(') - (*text == ')');
    if (!strchr(" \t\r\n-_/,.:;()", *text) && r->parentheses == 0)
        r->refused = true;
    return text + 1;
}

/* The numbers of CodeContests; 1 is Python 2. */
static const char *code_contests(const char *text)
{
    static const char *const by_number[] = {NULL, NULL, "cpp", "python3", "java"};

    text += strspn(text, " \t\r\n");
    if (*text < '0' || *text > '4' || text[1 + strspn(text + 1, " \t\r\n")])
        return NULL;
    return by_number[*text - '0'];
}

/* A row by the whole text, which may be no words and versions ("f#2"); the user's before the table's. */
static const struct language *find_exactly(const char *text)
{
    static const char blanks[] = " \t\r\n";
    const struct language *language, *found = NULL;
    size_t n;

    text += strspn(text, blanks);
    n = strlen(text);
    while (n > 0 && strchr(blanks, text[n - 1]))
        n--;
    for (size_t i = 0; (language = language_at(i)); i++)
        if ((is_word(language->name, text, n) || is_one_of(language->aliases, text, n)) &&
            (!found || language->of_user > found->of_user))
            found = language;
    return found;
}

static const char *row_of(const struct reading *r)
{
    if (r->refused || !r->standard || !r->language ||
        strcmp(r->standard->language, r->language) != 0)
        return r->refused ? NULL : r->language;
    return r->standard->row;
}

const char *language_name_find(const char *text)
{
    struct reading r = {0};
    const char *number = code_contests(text);
    const struct language *exactly = find_exactly(text);

    if (exactly)
        return exactly->name;
    while (*text && !r.refused) {
        if (isdigit((unsigned char)*text))
            text = read_version(&r, text);
        else if (isalpha((unsigned char)*text) || *text == '+' || *text == '#')
            text = read_word(&r, text);
        else
            text = read_separator(&r, text);
    }
    end_word(&r, '\0');
    return number ? number : row_of(&r);
}
