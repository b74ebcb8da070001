/* SPDX-License-Identifier: MIT */
/* A directory of Java classes as one file. */
#ifndef HARNESS_LANG_JAVA_JAR_H
#define HARNESS_LANG_JAVA_JAR_H

#include "winnow/err.h"

/*
 * Packs the class files below the directory, a stranger's, into a sealed memfd that the caller closes: a
 * jar whose main class is the one that has a main method; of several, the one of the source `source_name`
 * ("Main.java"), else the first by name. Not compressed, which starts faster. -1: too many or too
 * large (ERR_INPUT), or our own failure.
 */
int jar_pack(int dir, const char *source_name, struct err *err);

#endif
