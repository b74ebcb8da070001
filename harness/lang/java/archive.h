/* SPDX-License-Identifier: MIT */
/*
 * Archives of classes (class-data sharing, JEP 350). A compiler that runs on the JVM spends most of its short life on loading
 * and checking its own classes; with an archive of them javac takes three quarters of the CPU time, kotlinc less than two
 * thirds. The JVM takes an archive only from the same JVM, with the same options and jars, and goes on without it
 * otherwise. It has nothing of a candidate's: it is made by compiling the row's `archive_source`.
 */
#ifndef HARNESS_LANG_JAVA_ARCHIVE_H
#define HARNESS_LANG_JAVA_ARCHIVE_H

#include "lang/language.h"

enum { ARCHIVE_WORD_MAX = 128, ARCHIVE_COMMAND_MAX = 64 };

#define ARCHIVE_NAME "classes.jsa" /* what the command of java_archive_command makes */

/* Whether a word of a compiler's command stands for the option that reads an archive. */
bool java_wants_archive(const char *word);

/* That option, of the archive at this path. */
void java_archive_option(const char *word, const char *path, char out[ARCHIVE_WORD_MAX]);

/* The row's command as it compiles a file called source_name and makes the archive; `option` is room for a word of it. */
void java_archive_command(const struct language *language, const char *argv[ARCHIVE_COMMAND_MAX],
                          char option[ARCHIVE_WORD_MAX]);

#endif
