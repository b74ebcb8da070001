/* SPDX-License-Identifier: MIT */
/* Sources as chat models write them: inside a fenced code block of Markdown, prose around it. */
#ifndef HARNESS_CANDIDATE_FENCE_H
#define HARNESS_CANDIDATE_FENCE_H

#include <stdbool.h>
#include <stddef.h>

enum { FENCE_INFO = 64 };

struct language;

/*
 * If the source is text with fenced blocks (``` or ~~~; CommonMark 0.31, 4.5), the content of one of
 * them takes its place: of those whose info string names the language that is wanted (NULL: any language) the
 * last one, else the last one. A block that is not closed counts when there is no other. `info` gets the first
 * word behind the opening fence, or "".
 *
 * It is text when it begins with a fence, or when a fence stands on a line that no string of Python
 * and no comment or raw string of C can hold: such a line is in no program.
 */
bool fence_unwrap(char *source, size_t *len, const struct language *wanted, char info[FENCE_INFO]);

#endif
