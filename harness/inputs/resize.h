/* SPDX-License-Identifier: MIT */
/*
 * Parts, rows and words brought to a size: cut at the end, or extended by copies of what was seen
 * and by cells that are stale, which repair.c gives values. All return -1 when out of memory.
 */
#ifndef HARNESS_INPUTS_RESIZE_H
#define HARNESS_INPUTS_RESIZE_H

#include "inputs/draw.h"

int resize_part(struct maker *maker, const struct section *section, struct part *part,
                size_t count);
int resize_list(struct maker *maker, const struct section *section, struct row *row, size_t length);
int resize_word(struct maker *maker, const struct slot *slot, struct span *word, size_t length);

#endif
