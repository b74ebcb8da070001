/* SPDX-License-Identifier: MIT */
/* Records made to fit their format. All functions return -1 when out of memory. */
#ifndef HARNESS_INPUTS_REPAIR_H
#define HARNESS_INPUTS_REPAIR_H

#include "inputs/draw.h"

/*
 * Makes a record that moves have edited fit its format again, in reading order: stale cells get
 * values; lines, lists and words get the sizes that their counts say; then the bounds and orders
 * that this proposal keeps are restored.
 */
int repair_record(struct maker *maker, const struct body *body, struct input_record *record);

/*
 * Bring a part or a list to a size: cut at the end, or extended by lines laid out as those seen and
 * by stale cells, to which repair_record gives values.
 */
int resize_part(struct maker *maker, const struct section *section, struct part *part,
                size_t count);
int resize_list(struct maker *maker, const struct section *section, struct row *row, size_t length);

#endif
