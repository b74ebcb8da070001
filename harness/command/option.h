/* SPDX-License-Identifier: MIT */
/* The options: one table for parsing, checking and --help. */
#ifndef HARNESS_COMMAND_OPTION_H
#define HARNESS_COMMAND_OPTION_H

#include "record/settings.h"
#include "winnow/err.h"

#include <stdio.h>

/* Groups of options; a command names those it takes. */
enum option_group {
    OPTIONS_COMMON = 1,       /* -j, --isolation, the limits */
    OPTIONS_JSON = 2,         /* --json */
    OPTIONS_FILTER = 4,       /* --language, --language-map, --source-key */
    OPTIONS_INPUTS = 8,       /* --inputs, --seed */
    OPTIONS_CLUSTER = 16,     /* --max-survivors */
    OPTIONS_SELECT = 32,      /* -k, --select, --evaluate, --full-matrix */
    OPTIONS_OUT = 64,         /* -o */
    OPTIONS_JUDGE = 128,      /* --samples, --first-failure, --transcript, --watch */
    OPTIONS_RESUME = 256,     /* --fresh */
    OPTIONS_STRESS = 512,     /* --tries, --generator, --seed */
    OPTIONS_VERIFY = 1024,    /* --full, --junit */
    OPTIONS_EVAL = 2048,      /* --pass-at, --format, --compare, --seed */
    OPTIONS_LANGUAGES = 4096, /* --languages, and the user's own languages.json */
    OPTIONS_HERE = 8192,      /* how this run is run: not what it comes to (of `eval`) */
};

#define OPTIONS_OF_EVAL                                                                            \
    (OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_OUT | OPTIONS_RESUME | OPTIONS_EVAL)

#define OPTIONS_OF_RUN                                                                             \
    (OPTIONS_COMMON | OPTIONS_JSON | OPTIONS_FILTER | OPTIONS_INPUTS | OPTIONS_CLUSTER |           \
     OPTIONS_SELECT | OPTIONS_OUT | OPTIONS_RESUME)

struct given_option {
    const char *name, *value; /* "--seed", "3"; NULL: a flag */
    unsigned groups;
};

struct arguments {
    const char **words; /* what is not an option, in order; argv's own strings */
    int count;
    bool help;
    struct given_option *given; /* options, in order; or NULL: they are not kept */
    int given_count;
};

/*
 * Parses argv (argc words, the first being the command) into settings and arguments, whose arrays
 * have room for argc words. Options may stand anywhere; "--" ends them; "-" is a word.
 */
int options_parse(struct settings *settings, struct arguments *arguments, int argc, char **argv,
                  unsigned groups, struct err *err);

void options_help(FILE *out, unsigned groups);

#endif
