/* SPDX-License-Identifier: MIT */
/*
 * Tests in other languages than Python run in the candidate's own process: they are compiled or loaded with it. What winnow
 * adds is a launcher, which reads the run's token before the candidate's code runs and prints it when the tests have ended
 * (judge/check/check_exit.c). README.md beside this file has the rules, and where the protection of each language ends.
 */
#ifndef HARNESS_EVAL_JOINT_JOINT_H
#define HARNESS_EVAL_JOINT_JOINT_H

#include "base/buf.h"
#include "lang/compile/build.h"
#include "winnow/err.h"

struct joint_kind;

/* A language in which programs are put together with their tests; it stays where it is. */
struct joint {
    const struct joint_kind *kind;
    struct language row; /* the table's row, with the words that run the launcher */
    const char *compile[BUILD_WORDS_MAX + 1], *run[PROGRAM_WORDS_MAX + 1];
    char *main_class;               /* that has the tests' main, or NULL; owned */
    struct run_file launcher;       /* beside each run or, if `with_source`, for the compiler */
    struct build_files with_source; /* the same */
};

/*
 * For such tests in the language of that name. *out is NULL if it is not installed, or winnow has no launcher for them:
 * joint_refusal has the sentence. `main_class` is NULL for "Main".
 */
int joint_new(struct joint **out, const char *language, const char *main_class, const char *tests,
              struct err *err);
void joint_free(struct joint *joint); /* takes NULL */

void joint_refusal(const char *language, char *out, size_t size);

/* The launcher as text: part of what decides an outcome. */
const char *joint_launcher(const struct joint *joint);

/* The source that is judged: what the candidate's is, and its tests, unless these are a file of their own. */
int joint_source(const struct joint *joint, const char *program, const char *tests, struct buf *out,
                 struct err *err);

/* The name of the tests' own file, or NULL: they are in the source. A new descriptor of that file. */
const char *joint_tests_file(const struct joint *joint);
int joint_tests_fd(const struct joint *joint, const char *tests, struct err *err);

/* Whether it is for such tests in the language of that name: joint_new would make an equal one. */
bool joint_fits(const struct joint *joint, const char *language, const char *main_class,
                const char *tests);

/* Whether the tests alone are to be tried where no canonical solution is known: they may lack a module. */
bool joint_needs_trial(const struct joint *joint);

/* From what the canonical solution or the tests alone said: a sentence that names the module, malloc'ed, or NULL. */
char *joint_lacking(const struct joint *joint, const char *said);

#endif
