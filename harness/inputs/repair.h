/* SPDX-License-Identifier: MIT */
/* Records made to fit their format. All functions return -1 when out of memory. */
#ifndef HARNESS_INPUTS_REPAIR_H
#define HARNESS_INPUTS_REPAIR_H

#include "inputs/draw.h"

/*
 * Makes an instance that moves have edited fit its format again, in reading order: stale entries get
 * values; lines, lists and words get the sizes that their counts say; then the bounds and orders
 * that this proposal keeps are restored.
 */
int repair_instance(struct maker *maker, const struct body *body, struct instance *instance);

/*
 * Bring a part or a list to a size: cut at the end, or extended by lines laid out as those seen and
 * by stale entries, to which repair_instance gives values.
 */
int resize_part(struct maker *maker, const struct section *section, struct part *part,
                size_t count);
int resize_list(struct maker *maker, const struct section *section, struct row *row, size_t length);

#endif
