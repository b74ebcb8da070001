/* SPDX-License-Identifier: MIT */
/* The file name that javac demands of a source. */
#ifndef HARNESS_LANG_JAVA_SOURCE_NAME_H
#define HARNESS_LANG_JAVA_SOURCE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes "NAME.java" for the source's public class (interface, enum, record), which must be in a file of
 * its name. False: it has none, so that any name will do.
 */
bool java_source_name(const char *source, size_t length, char *out, size_t size);

#endif
