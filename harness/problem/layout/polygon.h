/* SPDX-License-Identifier: MIT */
/*
 * A problem as Polygon (polygon.codeforces.com) packs it: a directory with problem.xml. What is known of the
 * format comes from real packages; Polygon has no public text on it.
 */
#ifndef HARNESS_PROBLEM_LAYOUT_POLYGON_H
#define HARNESS_PROBLEM_LAYOUT_POLYGON_H

#include "problem/layout/xml.h"
#include "problem/parts.h"

/*
 * Reads the package at loading->base. Without points the verdict is that of all tests; with points the groups are those of 2025-09:
 * complete-group is pass-fail, each-test is a sum. What Polygon itself would not judge by stdin, stdout
 * and one checker or interactor is refused: ERR_INPUT names file and line.
 */
int polygon_load(struct loading *loading, struct err *err);

/* ---- for its parts */

struct polygon {
    struct loading *loading;
    const char *path; /* of problem.xml */
    const struct xml_node *root;
};

/* Sets an ERR_INPUT that begins with "problem.xml:LINE: ". */
void polygon_put(const struct polygon *polygon, const struct xml_node *node, struct err *err,
                 const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The same; it is -1, as err_set is, which the analysers can see. */
#define polygon_refuse(polygon, node, err, ...) (polygon_put(polygon, node, err, __VA_ARGS__), -1)

/*
 * The path, malloc'ed, of the file `name` in the package, which `node` names. ERR_INPUT: the name leaves
 * the package. *is_file says whether there is a regular file.
 */
int polygon_look(const struct polygon *polygon, const struct xml_node *node, const char *name,
                 char **path, bool *is_file, struct err *err);

/* The test sets: limits, tests, groups and points. */
int polygon_tests_load(const struct polygon *polygon, struct err *err);

/* Checker, interactor, validators, solutions. */
int polygon_programs_load(const struct polygon *polygon, struct err *err);

#endif
