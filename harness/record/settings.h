/* SPDX-License-Identifier: MIT */
/* What the user asked for: filled by the option table, read by the stages and the report. */
#ifndef HARNESS_RECORD_SETTINGS_H
#define HARNESS_RECORD_SETTINGS_H

#include "base/remark.h"
#include "lang/language.h"
#include "select/select.h"
#include "winnow/problem.h"
#include "winnow/sandbox.h"

#include <stdbool.h>
#include <stdint.h>

/* What candidates call a language, and the language that is meant. */
struct language_alias {
    const char *name;
    size_t length;
    const struct language *language;
};

struct language_map {
    struct language_alias list[64];
    size_t count;
};

/* What runs sources that are called Python 3. */
enum python_choice {
    PYTHON_AUTO, /* PyPy for the submissions of packages, where it is installed; else CPython */
    PYTHON_CPYTHON,
    PYTHON_PYPY,
};

enum { PASS_AT_MAX = 16, STOP_WORDS_MAX = 16 };

/* As many runs as the matrix of survivors and inputs has, which the search improves. */
#define INPUT_BUDGET_DEFAULT UINT64_MAX

/* Which part of a model's answer is the program. */
enum extract_rule {
    EXTRACT_AUTO,  /* of a text with fenced blocks the block, else the text */
    EXTRACT_FENCE, /* always a fenced block; without one there is no program */
    EXTRACT_NONE,  /* the text as it is */
};

/* How evalplus' suites are judged; its defaults are those of SETTINGS_DEFAULT. */
struct plus_settings {
    bool base_only;     /* only the base inputs */
    bool details;       /* all inputs that fail, not only the first of each set */
    double min_seconds; /* that an input may take, at least; */
    double factor;      /* or this many times what the canonical solution took */
};

/* A part of an evaluation: the index-th of count, from 0. */
struct shard {
    unsigned index, count; /* count 0: it was not asked for */
    bool indexed;          /* the index was given */
};

struct settings {
    const struct remarks *remarks; /* takes what is odd but no failure, or NULL */
    unsigned jobs;                 /* -j: 0 = one per core */
    uint64_t seed;                 /* --seed */
    enum isolation isolation;      /* --isolation */
    bool json;                     /* --json */
    const char *out_dir;           /* -o, or NULL */
    bool plain;                    /* --plain: no shortcut is taken */
    bool self_test;              /* --self-test: of the sandbox, even if it was made an hour ago */
    bool fresh;                  /* --fresh: what a journal in out_dir knows does not count */
    unsigned k;                  /* -k: at most so many submissions */
    unsigned inputs;             /* --inputs N / -n: how many generated inputs */
    const char *inputs_dir;      /* --inputs DIR or FILE, or NULL */
    uint64_t input_budget;       /* --input-budget: runs for the search of inputs */
    const char *constraints;     /* --constraints TEXT or FILE, or NULL */
    enum select_rule rule;       /* --select */
    bool evaluate;               /* --evaluate */
    const char *explain;         /* --explain: the id of a candidate, or NULL */
    bool full_matrix;            /* --full-matrix: settle all clusters */
    unsigned long max_survivors; /* --max-survivors */
    const char *language;        /* --language: for candidates that name none; or NULL */
    struct language_map languages; /* --language-map */
    const char *languages_file;    /* --languages, or NULL for the user's own */
    const char *source_key;        /* --source-key, or NULL */
    enum python_choice python;     /* --python */
    const char *cache;             /* --cache: a directory, "off", or NULL for the default */
    unsigned cache_mib;            /* --cache-size */
    struct problem_overrides
        asked;             /* --time-limit, --memory-limit, --output-limit, --float-tolerance */
    bool samples_only;     /* --samples: judge on the examples only */
    bool stop_at_first;    /* --first-failure */
    bool watch;            /* --watch: judge again when a source changes */
    bool transcript;       /* --transcript: keep what is said in interactions */
    unsigned tries;        /* --tries: inputs of `winnow stress` */
    const char *generator; /* --generator: instead of the package's, or NULL */
    bool full;             /* --full: all cases of every submission, for judge too */
    const char *junit;     /* --junit: a file for its results, or NULL */
    const char *format;    /* --format: of a suite, or NULL: told by its keys */
    unsigned pass_at[PASS_AT_MAX]; /* --pass-at: the k's of pass@k */
    size_t pass_at_count;
    struct shard shard; /* --shard */
    bool
        majority; /* --majority: samples go on after a failure, so that those that behave alike can be told */
    const char *generated_tests; /* --generated-tests: tests that a model wrote, or NULL */
    const char *against;         /* --against: samples that are compared with, or NULL */
    enum extract_rule extract;   /* --extract */
    const char *stop_words[STOP_WORDS_MAX]; /* --stop: completions end before the first of them */
    size_t stop_word_count;
    struct plus_settings plus; /* --plus */
};

/* The paper's numbers where it gives one (Li et al. 2022, 4.6 and appendix C.4). */
#define SETTINGS_DEFAULT                                                                           \
    {                                                                                              \
        .seed = 1, .k = 10, .inputs = 50, .input_budget = INPUT_BUDGET_DEFAULT,                    \
        .rule = SELECT_VOTE, .max_survivors = 8192, .cache_mib = 1024, .tries = 1000,              \
        .pass_at = {1, 10, 100}, .pass_at_count = 3, .plus = {                                     \
            .min_seconds = 4,                                                                      \
            .factor = 4                                                                            \
        }                                                                                          \
    }

#endif
