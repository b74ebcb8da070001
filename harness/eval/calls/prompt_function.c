/* SPDX-License-Identifier: MIT */
#include "eval/calls/prompt_function.h"

#include <ctype.h>
#include <string.h>

static bool in_a_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (c & 0x80);
}

/* ---- what is no code */

static const char *behind_quoted(const char *at, char quote)
{
    while (*at && *at != quote && (*at != '\n' || quote == '`'))
        at += *at == '\\' && at[1] ? 2 : 1;
    return *at == quote ? at + 1 : at;
}

/* Behind the comment, string or line of the preprocessor that begins here; `at` itself if none does. */
static const char *skip_no_code(const char *text, const char *at)
{
    const char *end;
    bool first = at == text || at[-1] == '\n';

    if (at[0] == '/' && at[1] == '*') {
        end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    if ((at[0] == '/' && at[1] == '/') || (first && *at == '#'))
        return at + strcspn(at, "\n");
    /* Not the quote in 1'000. */
    if (*at == '"' || *at == '`' || (*at == '\'' && (first || !in_a_name(at[-1]))))
        return behind_quoted(at + 1, *at);
    return at;
}

const char *code_find(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = text; *at;) {
        const char *next = skip_no_code(text, at);

        if (next == at && strncmp(at, word, n) == 0 && !in_a_name(at[n]) &&
            (at == text || !in_a_name(at[-1])))
            return at;
        at = next > at ? next : at + 1;
    }
    return NULL;
}

size_t text_closes(const char *text)
{
    size_t open = 0, closes = 0;

    for (const char *at = text; *at;) {
        const char *next = skip_no_code(text, at);

        if (next == at) {
            if (*at == '}' && open == 0)
                closes++;
            else
                open += (size_t)(*at == '{') - (size_t)(*at == '}');
            next++;
        }
        at = next;
    }
    return closes;
}

/* ---- the braces that are open at the end */

struct braces {
    size_t depth;
    size_t parentheses;            /* within them braces are defaults and patterns of parameters */
    struct span before[DEPTH_MAX]; /* the statement that each of them ends */
};

static struct span trimmed(const char *from, const char *to)
{
    while (from < to && isspace((unsigned char)*from))
        from++;
    while (to > from && isspace((unsigned char)to[-1]))
        to--;
    return (struct span){from, (size_t)(to - from)};
}

/* `start`: where the statement begins; NULL until its first character of code. */
static bool look_at_brace(struct braces *braces, const char **start, const char *at)
{
    braces->parentheses += (size_t)(*at == '(') - (size_t)(*at == ')' && braces->parentheses > 0);
    if (braces->parentheses > 0)
        return true;
    if (*at == '{') {
        if (braces->depth == DEPTH_MAX)
            return false;
        braces->before[braces->depth++] = trimmed(*start ? *start : at, at);
    } else if (*at == '}') {
        if (braces->depth == 0)
            return false;
        braces->depth--;
    }
    if (strchr("{};", *at))
        *start = NULL;
    else if (!*start && !isspace((unsigned char)*at))
        *start = at;
    return true;
}

/* False: they do not match, or code follows the last one. */
static bool find_braces(struct braces *braces, const char *prompt)
{
    const char *start = NULL;

    for (const char *at = prompt; *at;) {
        const char *next = skip_no_code(prompt, at);

        if (next == at && !look_at_brace(braces, &start, next++))
            return false;
        if (next > at + 1 && *at != '/' && *at != '#' && !start)
            start = at; /* a string */
        at = next;
    }
    return braces->depth > 0 && braces->parentheses == 0 && !start;
}

/* ---- the header of the function */

/* Where the parenthesis or bracket that opens at `from` closes, or `to`. */
static const char *closing(const char *from, const char *to)
{
    int depth = 0;

    for (const char *at = from; at < to; at++) {
        depth +=
            (*at == '(' || *at == '[' || *at == '{') - (*at == ')' || *at == ']' || *at == '}');
        if (depth == 0)
            return at;
    }
    return to;
}

/* The last word of a declaration such as "const vector<int> &xs = {}" before its default. */
static bool take_parameter(struct prompt_function *out, const char *from, const char *to)
{
    struct span part = trimmed(from, to);
    const char *end = part.text + part.length, *word;

    for (const char *at = part.text; at < end; at++)
        if (*at == '=') {
            end = at;
            break;
        }
    while (end > part.text && !in_a_name(end[-1]))
        end--; /* blanks; the brackets of an array */
    word = end;
    while (word > part.text && in_a_name(word[-1]))
        word--;
    if (word == end || out->parameter_count == PARAMETERS_MAX)
        return false;
    out->parameters[out->parameter_count++] = (struct span){word, (size_t)(end - word)};
    return true;
}

/* Between the parentheses; commas within brackets of any kind separate nothing. */
static bool take_parameters(struct prompt_function *out, const char *from, const char *to)
{
    int depth = 0;
    const char *start = from;

    if (trimmed(from, to).length == 0)
        return true;
    for (const char *at = from; at < to; at++) {
        if (strchr("([{<", *at))
            depth++;
        else if (strchr(")]}>", *at))
            depth--;
        if (*at != ',' || depth > 0)
            continue;
        if (!take_parameter(out, start, at))
            return false;
        start = at + 1;
    }
    return take_parameter(out, start, to);
}

static bool take_header(struct prompt_function *out)
{
    const char *from = out->header.text, *to = from + out->header.length;
    const char *open = memchr(from, '(', out->header.length), *end, *word;

    if (!open)
        return false;
    for (end = open; end > from && isspace((unsigned char)end[-1]);)
        end--;
    for (word = end; word > from && in_a_name(word[-1]);)
        word--;
    out->name = (struct span){word, (size_t)(end - word)};
    return take_parameters(out, open + 1, closing(open, to));
}

bool prompt_function_find(struct prompt_function *out, const char *prompt)
{
    struct braces braces = {0};

    *out = (struct prompt_function){0};
    if (!find_braces(&braces, prompt))
        return false;
    out->depth = braces.depth;
    out->outer = braces.before[0];
    out->header = braces.before[braces.depth - 1];
    return take_header(out);
}
