/* SPDX-License-Identifier: MIT */
/*
 * testlib's standard checkers by name: wcmp, lcmp, fcmp and so on, as their sources
 * (github.com/MikeMirzayanov/testlib, checkers/) decide, so that a package which names one needs no
 * testlib. Points to know:
 *
 * - Whatever is left of the output behind what a checker reads is a difference, as testlib's quitf has it.
 *   What is left of the answer is not one for the checkers of a single value, except hcmp.
 * - An answer that the checker cannot read is the package's fault: bad_answer.
 * - Integers are read strictly: no leading zeros, no "+5", no "-0". So two are the same number when
 *   they are the same text.
 * - Numbers are decimal, and distances exact, as in compare.h; testlib computes in double.
 *   doubleCompare's extra 1e-15 is added to the tolerance.
 * - Presentation errors are differences.
 */
#ifndef HARNESS_COMPARE_CHECKER_H
#define HARNESS_COMPARE_CHECKER_H

#include "compare/compare.h"
#include "winnow/err.h"

struct checker;

/* "wcmp", "wcmp.cpp" or "std::wcmp.cpp"; NULL: not one of them. */
const struct checker *checker_by_name(const char *name);

/* ERR_INPUT that names all of them. */
int checker_unknown(const char *name, struct err *err);

/* As compare_output, by the checker's rules. Linear, but uncmp sorts, and takes memory for its numbers. */
void checker_compare(const struct checker *checker, const char *answer, size_t answer_len,
                     const char *output, size_t output_len, struct comparison *out);

/*
 * The flags under which outputs that the problem's checker, if it names one, takes for the same mostly have
 * one normal form; without a checker the problem's flags.
 */
const struct compare_flags *checker_flags(const struct problem *problem);

#endif
