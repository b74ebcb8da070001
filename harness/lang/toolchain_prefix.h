/* SPDX-License-Identifier: MIT */
/*
 * Toolchains that are not where Debian's packages put them. A row says /usr/bin/NAME; with a prefix, such as
 * /opt/jdk-21, it says PREFIX/bin/NAME instead, and the cells show PREFIX.
 */
#ifndef HARNESS_LANG_TOOLCHAIN_PREFIX_H
#define HARNESS_LANG_TOOLCHAIN_PREFIX_H

#include "base/arena.h"
#include "lang/language.h"
#include "winnow/err.h"

/*
 * Puts PREFIX/bin in the place of /usr/bin in all words of the row, in which it keeps the strings in the arena. Of a prefix
 * that is too much to show (language_check_place) only the commands themselves are shown.
 */
int toolchain_prefix_apply(struct language *row, const char *prefix, struct arena *arena,
                           struct err *err);

/*
 * Puts the directory that is there in the place of a pattern of the command ("/usr/lib/erlang/erts-*"), in all words
 * of the row. False: the row has no pattern, or nothing matches.
 */
bool toolchain_prefix_match(struct language *row, struct arena *arena);

/*
 * Shows the toolchain of each command that cells would not show: the directory above its bin/, else its own. ERR_INPUT when
 * that is too much to show.
 */
int toolchain_prefix_show(struct language *row, struct arena *arena, struct err *err);

/*
 * Puts the interpreter of a command that is a script ("#!/bin/sh") before it: cells execute programs by descriptor, which
 * the interpreter of a script could not read (execveat(2), BUGS).
 */
int toolchain_prefix_interpret(struct language *row, struct arena *arena, struct err *err);

/*
 * The prefix of a row's command by a link in /usr/local/bin to a toolchain of its own, such as /usr/local/go; false:
 * there is none. Other programs in /usr/local/bin need files that cannot be told from here.
 */
bool toolchain_prefix_find(const struct language *row, char *out, size_t size);

#endif
