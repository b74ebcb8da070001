/* SPDX-License-Identifier: MIT */
#include "lang/java/archive.h"

#include <stdio.h>
#include <string.h>

/* What an option for the JVM begins with, or NULL: the word is no option of an archive. */
static const char *find_prefix(const char *word)
{
    return strcmp(word, ARCHIVE) == 0 ? "" : strcmp(word, JAVAC_ARCHIVE) == 0 ? "-J" : NULL;
}

bool java_wants_archive(const char *word)
{
    return find_prefix(word);
}

void java_archive_option(const char *word, const char *path, char out[ARCHIVE_WORD_MAX])
{
    snprintf(out, ARCHIVE_WORD_MAX, "%s-XX:SharedArchiveFile=%s", find_prefix(word), path);
}

void java_archive_command(const struct language *language, const char *argv[ARCHIVE_COMMAND_MAX],
                          char option[ARCHIVE_WORD_MAX])
{
    size_t n = 0;

    for (const char *const *word = language->compile; *word && n < ARCHIVE_COMMAND_MAX - 1;
         word++) {
        const char *prefix = find_prefix(*word);

        if (prefix)
            snprintf(option, ARCHIVE_WORD_MAX, "%s-XX:ArchiveClassesAtExit=" ARCHIVE_NAME, prefix);
        argv[n++] = prefix ? option : strcmp(*word, SOURCES) == 0 ? language->source_name : *word;
    }
    argv[n] = NULL;
}
