/* SPDX-License-Identifier: MIT */
/* Groups and points of a Polygon problem, as groups of 2025-09. */
#ifndef HARNESS_PROBLEM_LAYOUT_POLYGON_GROUPS_H
#define HARNESS_PROBLEM_LAYOUT_POLYGON_GROUPS_H

#include "problem/layout/polygon.h"

struct polygon_groups;

/* Where a test goes. A sample with points is a secret test too. */
struct polygon_place {
    bool is_sample, is_secret;
    const char *dir; /* of a secret test: "secret", "secret/s1"; borrowed */
    size_t group;    /* of a secret test: its number in the problem */
    struct case_settings *settings;
};

/*
 * Reads the groups and points of the tests in `set` (<testset>). Where there are points, the problem is one
 * with scores, and its groups are made. ERR_INPUT names file and line.
 */
int polygon_groups_read(struct polygon_groups **out, const struct polygon *polygon,
                        const struct xml_node *set, struct err *err);
void polygon_groups_free(struct polygon_groups **groups); /* takes a pointer to NULL */

/* The place of a test of that set; `test` may be the set itself for a test without an element. */
void polygon_groups_place(const struct polygon_groups *groups, const struct xml_node *test,
                          struct polygon_place *out);

/* After all tests were handed over: the groups' scores. */
int polygon_groups_settle(const struct polygon_groups *groups, struct err *err);

#endif
