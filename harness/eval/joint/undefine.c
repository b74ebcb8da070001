/* SPDX-License-Identifier: MIT */
#include "eval/joint/undefine.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Macros of the headers in small letters, and words that C++ does not let be macros. `assert` is defined anew below. */
static const char *const kept[] = {
    "and",        "and_eq",        "bitand",      "bitor",  "compl",    "not",      "not_eq",
    "or",         "or_eq",         "xor",         "xor_eq", "defined",  "bool",     "true",
    "false",      "complex",       "isnan",       "isinf",  "isfinite", "isnormal", "signbit",
    "offsetof",   "errno",         "stdin",       "stdout", "stderr",   "setjmp",   "va_start",
    "va_arg",     "va_end",        "va_copy",     "assert", "alignof",  "alignas",  "noreturn",
    "fpclassify", "static_assert", "thread_local"};

static bool is_kept(const char *word, size_t length)
{
    bool capitals = true;

    for (size_t i = 0; i < length; i++)
        capitals = capitals && !islower((unsigned char)word[i]);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strlen(kept[i]) == length && memcmp(kept[i], word, length) == 0)
            return true;
    return capitals || (length > 1 && word[0] == '_' && word[1] == '_');
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* Whether the word comes earlier in the text. */
static bool came_before(const char *text, const char *word, size_t length)
{
    for (const char *at = text; at < word; at++) {
        at = memmem(at, (size_t)(word - at), word, length);
        if (!at)
            return false;
        if ((at == text || !in_word(at[-1])) && !in_word(at[length]))
            return true;
    }
    return false;
}

/* A line end behind a backslash can stand within the word. */
static bool may_define(const char *program)
{
    return strstr(program, "define") || strstr(program, "\\\n") || strstr(program, "\\\r");
}

int joint_undefine(const char *program, const char *tests, bool has_assert_header, struct buf *out)
{
    if (!may_define(program))
        return 0;
    if (buf_addc(out, '\n') < 0)
        return -1;
    for (const char *word = tests; *word;) {
        size_t length = 0;

        while (in_word(word[length]))
            length++;
        if (length > 0 && !isdigit((unsigned char)*word) && !is_kept(word, length) &&
            !came_before(tests, word, length) &&
            buf_addf(out, "#undef %.*s\n", (int)length, word) < 0)
            return -1;
        word += length ? length : 1;
    }
    return has_assert_header && strstr(tests, "assert")
               ? buf_adds(out, "#undef NDEBUG\n#include <assert.h>\n")
               : 0;
}
