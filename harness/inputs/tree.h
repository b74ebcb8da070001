/* SPDX-License-Identifier: MIT */
/* Trees over the nodes 1 … rows + 1, given by the first two columns of a part's rows. */
#ifndef HARNESS_INPUTS_TREE_H
#define HARNESS_INPUTS_TREE_H

#include "inputs/draw.h"

enum { TREE_MAX_ROWS = 2000 }; /* larger ones are taken for no tree */

bool tree_holds(const struct part *part);

/* Writes a new tree: random, a path or a star. The rows must have two columns of numbers. */
void tree_make(struct maker *maker, struct part *part);

#endif
