/* SPDX-License-Identifier: MIT */
#include "winnow/verdict.h"

#include <string.h>

static const struct {
    const char *name;
    const char *words;
} verdicts[VERDICT_COUNT] = {
#define VERDICT_ROW(symbol, words) {#symbol, words},
    VERDICT_LIST(VERDICT_ROW)
#undef VERDICT_ROW
};

const char *verdict_name(enum verdict v)
{
    return verdicts[v].name;
}

const char *verdict_words(enum verdict v)
{
    return verdicts[v].words;
}

enum verdict verdict_parse(const char *name)
{
    int v = 0;

    while (v < VERDICT_COUNT && strcmp(verdicts[v].name, name) != 0)
        v++;
    return (enum verdict)v;
}
