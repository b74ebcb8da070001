/* SPDX-License-Identifier: MIT */
/* Arguments that files in the test data give, and what holds for a test case because of them. */
#ifndef HARNESS_PROBLEM_GROUP_SETTINGS_H
#define HARNESS_PROBLEM_GROUP_SETTINGS_H

#include "base/buf.h"
#include "problem/parts.h"

/* The arguments of one key, as they are read. */
struct words {
    struct buf bytes; /* each with its NUL */
    size_t count;
    size_t line; /* of the first, 0: the key is not there */
};

struct own_words {
    struct words args, validator_args, input_validator_args, static_args;
};

void own_words_init(struct own_words *own);
void own_words_release(struct own_words *own);

/*
 * The next word of a text, which is changed; NULL at its end. Blanks separate words, but not inside quotes, which are
 * taken away: DOMjudge hands the text to a shell. A quote that nothing closes stands for itself.
 */
char *words_next(char **rest);

/* Adds a word as it is, or all words of a text. */
int words_add(struct words *words, const char *word, size_t line, struct err *err);
int words_split(struct words *words, const char *text, size_t line, struct err *err);

/* The settings of data/, before its file: what problem.yaml says. */
int settings_root(struct loading *loading, struct case_settings **out, struct err *err);

/*
 * The settings of a group or case below `above`, whose file at `path` gives `own`: each list that is given
 * replaces that of `above`. validator_flags of problem.yaml come before output_validator_flags. The
 * problem owns what is made; without words of its own *out is `above`. ERR_INPUT names file and line.
 */
int settings_below(struct loading *loading, struct case_settings *above,
                   const struct own_words *own, const char *path, struct case_settings **out,
                   struct err *err);

/* Those of the static validation case of a group with the settings `above`. */
int settings_of_static(struct loading *loading, const struct case_settings *above,
                       const struct words *args, const char *path, struct case_settings **out,
                       struct err *err);

#endif
