/* SPDX-License-Identifier: MIT */
#include "compare/token.h"

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void token_walk_init(struct token_walk *walk, const char *text, size_t len)
{
    if (len == 0)
        text = ""; /* callers may hand us NULL for nothing */
    *walk = (struct token_walk){.at = text, .end = text + len, .line = 1};
}

struct token token_walk_space(struct token_walk *walk)
{
    const char *start = walk->at;

    while (walk->at < walk->end && is_space(*walk->at)) {
        walk->line += *walk->at == '\n';
        walk->at++;
    }
    return (struct token){.text = start, .len = (size_t)(walk->at - start)};
}

struct token token_walk_word(struct token_walk *walk)
{
    const char *start = walk->at;

    while (walk->at < walk->end && !is_space(*walk->at))
        walk->at++;
    return (struct token){.text = start, .len = (size_t)(walk->at - start)};
}
