/* SPDX-License-Identifier: MIT */
/* Where an output and its answer differ, shown to people. */
#ifndef HARNESS_COMPARE_DIFFERENCE_H
#define HARNESS_COMPARE_DIFFERENCE_H

#include "compare/compare.h"

/*
 * Line and column of the first difference, and below that the line of the answer, the line of the output and
 * a caret under the difference:
 *
 *     line 2, column 5
 *     expected  1 2 3 4\n
 *     found     1 2 4\n
 *                   ^
 *
 * Every byte can be told from others (terminal_escape), line ends included. Long lines are cut around the
 * difference. Where the columns differ, one of the two lines is shifted. The caller frees it; NULL: the
 * comparison does not say where they differ, or memory has run out.
 */
char *difference_show(struct token answer, struct token output,
                      const struct comparison *comparison);

#endif
