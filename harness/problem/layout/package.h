/* SPDX-License-Identifier: MIT */
/*
 * Writes a problem of another layout as a package: in the legacy version, which problemtools, BAPCtools,
 * DOMjudge and Kattis all read; one with scores in 2025-09, whose groups can depend on each other.
 */
#ifndef HARNESS_PROBLEM_LAYOUT_PACKAGE_H
#define HARNESS_PROBLEM_LAYOUT_PACKAGE_H

#include "winnow/problem.h"

/*
 * Writes the package into the directory `dir`, which is there and empty. ERR_INPUT: a part cannot be read, or
 * the package format has no words for it.
 */
int package_write(const struct problem *problem, const char *dir, struct err *err);

#endif
