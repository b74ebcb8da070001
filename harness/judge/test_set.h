/* SPDX-License-Identifier: MIT */
/*
 * A problem made ready to judge on: its test data in memory (inputs as sealed memfds, answers as
 * bytes), its check, and what is asked of each source.
 */
#ifndef HARNESS_JUDGE_TEST_SET_H
#define HARNESS_JUDGE_TEST_SET_H

#include "base/file.h"
#include "judge/classify.h"
#include "lang/compile/build.h"
#include "lang/language.h"
#include "winnow/problem.h"

struct check_kind;
struct checker;
struct named_rule;

struct test {
    const char *name; /* borrowed from the problem */
    int input_fd;     /* sealed memfd; reopen it for each run */
    int answer_fd;
    struct map answer;
    size_t group; /* its number in the problem */
    /* As the case's settings, or what holds for the whole problem; borrowed: */
    const struct compare_flags *compare;
    char *const *args, *const *validator_args, *const *input_validator_args;
    struct run_file *files; /* beside the candidate: memfds, owned; names borrowed */
    size_t file_count;
    bool is_static; /* nothing is run: check_static looks at the submission's files */
};

struct test_set {
    const struct problem *problem; /* borrowed: limits, comparison */
    const struct check_kind *check;
    const struct checker *checker; /* how the check "exact" compares; NULL: by the rule, */
    const struct named_rule *rule; /* or, if that is NULL too, by the flags */
    const struct program *validators[VALIDATORS_MAX]; /* output validators: borrowed */
    bool is_testlib[VALIDATORS_MAX]; /* which of them keep to testlib's calling convention */
    size_t validator_count;
    const struct program *static_validator; /* of the static validation cases: borrowed */
    const struct language_files *included;  /* files added to every source: borrowed */
    size_t included_count;
    struct test *list;
    size_t count;
    bool has_static;  /* a static validation case is among them */
    bool graded;      /* the groups decide: all tests are here, and the problem is graded */
    bool all_cases;   /* go on after a failure */
    bool stop_slow;   /* but not after a case that was killed for its time: each costs that much */
    bool keep_cases;  /* the judgement has one for each case that was run, */
    bool transcripts; /* with a transcript, if the problem is interactive */
    bool
        calls_are_timed; /* check "calls": a call that sleeps ends by itself, and the next one is made */
    bool behaviours;      /* and each of them has a behaviour, where its check knows one */
    bool explain;         /* the first case that failed has an explanation, if it is WA */
    nsec_t time_measured; /* of struct allowance */
};

/*
 * Loads the data of these test cases of the problem, which is borrowed and must outlive the set. The
 * rest of the set may be changed afterwards: its check is that of the problem, it stops at the first failure, and keeps no
 * cases. Errors are ERR_INPUT and name the file. Give back with test_set_release.
 */
int test_set_load(struct test_set *set, const struct problem *problem,
                  const struct test_case *cases, size_t count, struct err *err);

/* The samples, and behind them, if `secrets`, the secret tests. */
int test_set_load_all(struct test_set *set, const struct problem *problem, bool secrets,
                      struct err *err);
void test_set_release(struct test_set *set); /* takes a zeroed one */

/* The files that the package adds to a source in this language, or NULL; borrowed. */
const struct build_files *test_set_included(const struct test_set *set,
                                            const struct language *language);

/* What a run of a program in this language may use. */
struct allowance test_set_allowance(const struct problem *problem, const struct language *language);

#endif
