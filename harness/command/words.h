/* SPDX-License-Identifier: MIT */
/* A command line that is kept, to be asked again later: by `winnow merge`, by `winnow compare`. */
#ifndef HARNESS_COMMAND_WORDS_H
#define HARNESS_COMMAND_WORDS_H

#include "command/option.h"

/* In a directory of `winnow run`: {"schema_version", "words"}, options, "--", PROBLEM, CANDIDATES. */
#define COMMAND_FILE "command.json"

/* A NULL-terminated list of strings, all its own. */
struct kept_words {
    char **list;
    size_t count, room;
};

void kept_words_release(struct kept_words *words); /* takes a zeroed one */

/* Takes the word over, which is NULL when out of memory. */
int kept_words_add(struct kept_words *words, char *word, struct err *err);

/* Adds the options on which results depend, as "--name=value". */
int kept_words_add_options(struct kept_words *words, const struct arguments *arguments,
                           struct err *err);

/* Adds the path as it is named from the root: the command may be asked again from elsewhere. */
int kept_words_add_path(struct kept_words *words, const char *path, struct err *err);

#endif
