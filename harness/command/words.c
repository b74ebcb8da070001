/* SPDX-License-Identifier: MIT */
#include "command/words.h"
#include "base/buf.h"
#include "base/file.h"
#include "winnow/cleanup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void kept_words_release(struct kept_words *words)
{
    file_list_free(words->list, words->count);
    *words = (struct kept_words){0};
}

int kept_words_add(struct kept_words *words, char *word, struct err *err)
{
    char **grown =
        word ? array_grow(words->list, words->count + 1, &words->room, sizeof *grown) : NULL;

    if (!grown) {
        free(word);
        return err_set(err, ERR_JUDGE, "out of memory");
    }
    words->list = grown;
    grown[words->count++] = word;
    grown[words->count] = NULL;
    return 0;
}

static char *write_option(const char *name, const char *value)
{
    char *word;

    return asprintf(&word, "%s%s%s", name, value ? "=" : "", value ? value : "") < 0 ? NULL : word;
}

int kept_words_add_options(struct kept_words *out, const struct arguments *arguments,
                           struct err *err)
{
    for (int i = 0; i < arguments->given_count; i++)
        if (!(arguments->given[i].groups & OPTIONS_HERE) &&
            kept_words_add(out, write_option(arguments->given[i].name, arguments->given[i].value),
                           err) < 0)
            return -1;
    return 0;
}

int kept_words_add_path(struct kept_words *out, const char *path, struct err *err)
{
    cleanup_free char *here = NULL;

    if (path[0] == '/' || strcmp(path, "-") == 0)
        return kept_words_add(out, strdup(path), err);
    here = getcwd(NULL, 0);
    return here ? kept_words_add(out, file_join(here, path), err)
                : err_sys(err, ERR_INPUT, "the working directory");
}
