/* SPDX-License-Identifier: MIT */
#include "lang/language_name.h"

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

/* `versions`: the digits that a version right behind the word may begin with; NULL: any. */
static const struct word {
    const char *text, *language;
    const char *versions;
    enum weight weight;
    bool needs_version;
} words[] = {
    /* C has no version 3, but there is a language C3. */
    {.text = "c", .language = "c", .weight = WEIGHT_LANGUAGE, .versions = "12456789"},
    {.text = "csrc", .language = "c", .weight = WEIGHT_LANGUAGE}, /* text/x-csrc */
    {.text = "gcc", .language = "c", .weight = WEIGHT_COMPILER},
    {.text = "clang", .language = "c", .weight = WEIGHT_COMPILER},
    {.text = "c++", .language = "cpp", .weight = WEIGHT_LANGUAGE},
    {.text = "cpp", .language = "cpp", .weight = WEIGHT_LANGUAGE},
    {.text = "cxx", .language = "cpp", .weight = WEIGHT_LANGUAGE},
    {.text = "cc", .language = "cpp", .weight = WEIGHT_LANGUAGE},
    {.text = "cplusplus", .language = "cpp", .weight = WEIGHT_LANGUAGE},
    {.text = "c++src", .language = "cpp", .weight = WEIGHT_LANGUAGE}, /* text/x-c++src */
    {.text = "gnu++", .language = "cpp", .weight = WEIGHT_LANGUAGE},
    {.text = "g++", .language = "cpp", .weight = WEIGHT_COMPILER},
    {.text = "clang++", .language = "cpp", .weight = WEIGHT_COMPILER},
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
    {.text = "gnu"},
    {.text = "ansi"},
    {.text = "iso"},
    {.text = "std"},
    {.text = "ms"},
    {.text = "visual"},
    {.text = "x"},
    {.text = "microsoft"},
    {.text = "text"},
    {.text = "bit"},
    {.text = "v"},
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

/* What has been read of a text. */
struct reading {
    const char *language;
    enum weight weight;      /* of the word that gave the language */
    const struct word *last; /* when the last thing read was a word that is known */
    int parentheses;
    bool refused;
};

static const struct word *find_word(const char *text, size_t n)
{
    for (size_t i = 0; i < WORDS; i++)
        if (strlen(words[i].text) == n && strncasecmp(words[i].text, text, n) == 0)
            return &words[i];
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

    while (isalpha((unsigned char)text[n]) || (text[n] && strchr("+#", text[n])))
        n++;
    w = find_word(text, n);
    end_word(r, '\0');
    if (!w && r->parentheses == 0)
        r->refused = true;
    if (w && w->weight > r->weight) {
        r->language = w->language;
        r->weight = w->weight;
    }
    r->last = w;
    return text + n;
}

/* "17", "3.8", "2a", "0x", but of "64bit" only the digits. */
static const char *read_version(struct reading *r, const char *text)
{
    const char *end = text + strspn(text, "0123456789.");

    end_word(r, *text);
    if (*end && strchr("abxyzABXYZ", *end) && !isalpha((unsigned char)end[1]))
        end++;
    return end;
}

static const char *read_separator(struct reading *r, const char *text)
{
    r->parentheses += (*text == '(') - (*text == ')');
    if (!strchr(" \t\r\n-_/,.:;()", *text) && r->parentheses == 0)
        r->refused = true;
    return text + 1;
}

/* The numbers of CodeContests; 1 is Python 2, 4 is Java. */
static const char *code_contests(const char *text)
{
    text += strspn(text, " \t\r\n");
    if ((*text != '2' && *text != '3') || text[1 + strspn(text + 1, " \t\r\n")])
        return NULL;
    return *text == '2' ? "cpp" : "python3";
}

const char *language_name_find(const char *text)
{
    struct reading r = {0};
    const char *number = code_contests(text);

    while (*text && !r.refused) {
        if (isdigit((unsigned char)*text))
            text = read_version(&r, text);
        else if (isalpha((unsigned char)*text) || *text == '+' || *text == '#')
            text = read_word(&r, text);
        else
            text = read_separator(&r, text);
    }
    end_word(&r, '\0');
    return number || r.refused ? number : r.language;
}
