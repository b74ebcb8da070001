/* SPDX-License-Identifier: MIT */
/*
 * A problem: its tests, limits and programs, as read from a package directory in the ICPC/Kattis
 * layout, or from a bare folder of *.in with *.ans or *.out. problem_load reads names and
 * metadata, problem_settle the beginnings of test data; all of it is read when it is used.
 */
#ifndef WINNOW_PROBLEM_H
#define WINNOW_PROBLEM_H

#include "winnow/err.h"
#include "winnow/units.h"

#include <stdbool.h>
#include <stddef.h>

/* How output is compared with the answer: the flags of the ICPC default output validator. */
struct compare_flags {
    bool case_sensitive;
    bool space_change_sensitive;
    bool float_mode;       /* at least one of the two tolerances was given */
    double float_absolute; /* < 0 when not given */
    double float_relative; /* < 0 when not given */
};

/* Test data in a file or, without a path, in memory. */
struct test_data {
    char *path;  /* or NULL; owned, as are the bytes */
    char *bytes; /* without a path; may be NULL when length is 0 */
    size_t length;
};

/* How test cases are run and checked. Groups and cases for which the same holds share it. */
struct case_settings {
    struct compare_flags compare; /* where there are no output validators */
    /* Arguments, NULL-terminated, or NULL for none: of the candidate, of the validators (of a static validation
       case: of the static validator). */
    char **args, **validator_args, **input_validator_args;
};

struct test_case {
    char *name; /* "sample/1", "secret/group1/07": the path below data/, without ".in" */
    struct test_data input, answer;
    size_t group;                         /* its number among the problem's groups, if it has any */
    const struct case_settings *settings; /* borrowed from the problem; NULL: what holds for all */
    struct named_file *files;             /* beside the submission when it runs; owned */
    size_t file_count;
    /* A static validation case (2025-09), "secret/group1/static_validation": the static validator reads the
       submission's files, which are not run. Its data are empty. It is the first case of its group. */
    bool is_static;
};

/* How a group's score comes from those of its cases and groups. */
enum score_rule {
    SCORE_SUM,
    SCORE_MIN,
    SCORE_MAX,
    SCORE_AVERAGE,
    SCORE_PASS_FAIL, /* max_score, if all is accepted */
    SCORE_LAST,      /* that of the last one: of data/ only, which is that of data/secret */
};

/* And its verdict, unless all are accepted. */
enum verdict_rule { VERDICT_WORST, VERDICT_FIRST, VERDICT_ACCEPT };

enum { REQUIRED_MAX = 32 }; /* groups that one group requires */

/*
 * A group of test cases: data/ is the first one, data/sample and data/secret are below it, and
 * directories in them are groups too (of version 2025-09: those in data/secret).
 */
struct test_group {
    char *name;        /* its path below data/, "" for data/ itself */
    size_t parent;     /* its number; always a smaller one */
    bool go_on;        /* after a case or group that is not accepted */
    bool last_counts;  /* the verdict is that of the last one: ignore_sample */
    bool any_accepted; /* accepted if one is */
    enum verdict_rule verdict_rule;
    enum score_rule score_rule;
    /* Of a case for which no validator gives a score. */
    double accept_score, reject_score;
    double case_max_score;         /* the best score of each of its cases; INFINITY: unbounded */
    double lowest, max_score;      /* of the group; -INFINITY, INFINITY: unbounded */
    bool has_static;               /* it has a static validation case, */
    double static_score;           /* whose best score this is; 0: it is pass-fail */
    size_t required[REQUIRED_MAX]; /* groups that must be accepted for this one to be run */
    size_t required_count;
};

/*
 * What a package promises of a submission's verdicts. A set of verdicts has the bit 1u << VERDICT_x for
 * each; the package format's RTE is RTE, MLE and OLE here.
 */
struct expectation {
    char *source;       /* "accepted", "submissions.yaml:7": where it is promised; owned */
    char *cases;        /* a glob of test cases and groups below data/; NULL: all cases; owned */
    unsigned permitted; /* every case that is run has one of these verdicts */
    unsigned required;  /* some case has one of these; 0: nothing is required */
    char *message;      /* the detail of some case has these words in it, or NULL; owned */
    bool
        has_score; /* in a scoring problem: the score of the submission, or where there is a glob */
    double score_least, score_most; /* of the groups that it matches, lies between these */
    bool is_explicit;               /* stated for this submission: all cases have to be run */
    bool is_lower;                  /* the submission's time bounds the time limit from below, */
    bool is_upper;                  /* or from above */
    bool is_partial; /* in a scoring problem, accepted with less than the full score */
};

/* A program that comes with the package: a generator, an input validator, a submission. */
struct package_program {
    char *path;  /* one source file, or a directory of them; owned */
    char *name;  /* "accepted/sol.cpp" for submissions, else the file's name; owned */
    char *label; /* submissions: the directory ("accepted"), else NULL; owned */
    /* Of submissions.yaml, or NULL; owned. */
    char *language;                   /* instead of what the file's name says */
    char *entrypoint;                 /* the main file of a directory */
    struct expectation *expectations; /* none: nothing is promised; owned */
    size_t expectation_count;
};

/* How a time limit is derived from the times of the jury's submissions (both versions of the format). */
struct time_rule {
    double ac_to_time_limit;  /* limit / slowest submission that must not be too slow, at least */
    double time_limit_to_tle; /* fastest submission that must be too slow / limit, at least */
    nsec_t resolution;        /* the limit is a multiple of it */
};

/* A file that is put beside a program. */
struct named_file {
    char *path; /* owned */
    char *name; /* where it is put: "lib/tree.h"; owned */
};

/* A constant of problem.yaml: {{name}} stands for the value in sources of the package. */
struct constant {
    char *name, *value; /* owned */
};

enum { VALIDATORS_MAX = 10 }; /* output validators of one problem */

struct problem {
    char *name;      /* problem.yaml's name, else the directory's */
    char *given;     /* as the user gave it, for messages */
    char *dir;       /* the same; of an archive, where it was unpacked */
    char *root;      /* the same, resolved: what no link of the package may leave */
    bool is_package; /* false for a bare folder */
    nsec_t time_limit;
    bool time_limit_given; /* false: the default of 2 s is in force */
    struct time_rule time_rule;
    bytes_t memory_limit;
    bytes_t output_limit;
    bool output_limit_given; /* false: a default, which problem_settle may raise */
    bytes_t code_limit;      /* the longest source that is taken */
    nsec_t compile_time_limit;
    bytes_t compile_memory_limit;
    nsec_t validation_time_limit;
    bytes_t validation_memory_limit;
    struct compare_flags compare; /* where there are no output validators */
    /* Instead of flags and validators one of testlib's checkers ("wcmp": compare/checker.h); owned, or NULL. */
    char *checker;
    char *checker_source; /* of the same checker, where the problem has one; owned, or NULL */
    struct package_program *output_validators;
    size_t output_validator_count;
    struct package_program
        *static_validator; /* of the static validation cases; NULL: there are none */
    char **validator_args; /* their further arguments, NULL-terminated; one block, owned, or NULL */
    bytes_t validation_output_limit;
    bool
        interactive; /* the first output validator talks with the candidate; a second one reads its record */
    bool multi_pass;
    bool submit_answer;         /* a submission is its output: the language is "text" */
    unsigned validation_passes; /* runs of a case at most, where multi_pass */
    /* Scores: none, by the legacy graders, or as test_group.yaml declares (2025-09). */
    enum { SCORING_NONE, SCORING_LEGACY, SCORING_DECLARED } scoring;
    bool score_required; /* a validator that accepts must give a score */
    bool minimise;       /* the least score is the best */
    /* The verdict is not simply that of the first case that fails: the groups have rules. */
    bool graded;
    struct test_group *groups; /* none in a bare folder */
    size_t group_count;
    struct case_settings **settings; /* what test cases refer to; owned */
    size_t settings_count;
    struct test_case *samples;
    size_t sample_count;
    struct test_case *secrets;
    size_t secret_count;
    struct package_program *generators;
    size_t generator_count;
    struct package_program *input_validators;
    size_t input_validator_count;
    struct package_program *submissions;
    size_t submission_count;
    struct named_file *headers; /* beside validators, checkers and generators; owned */
    size_t header_count;
    struct constant *constants;
    size_t constant_count;
    struct archive_place *unpacked; /* where the archive lies unpacked, or NULL; owned */
    char **warnings; /* one sentence each: what was odd and how it was taken; owned */
    size_t warning_count;
};

/* What the user wants instead of the problem's own. */
struct problem_overrides {
    nsec_t time_limit; /* these three: 0 = the problem's */
    bytes_t memory_limit, output_limit;
    const char *float_tolerance; /* absolute and relative, a decimal number; or NULL */
    const char *checker;         /* the name of a testlib checker, or NULL */
    const char *rule;            /* of `winnow eval`: the name of a comparison, or NULL */
};

/*
 * Loads the problem in directory `dir`. Errors are ERR_INPUT and name file and line. The caller
 * gives the problem back with problem_free.
 */
int problem_load(struct problem **out, const char *dir, struct err *err);

/*
 * The folder of the problem that the source belongs to, malloc'ed: the nearest one above it with
 * problem.yaml or data/, else the nearest above the working directory, else the source's own folder.
 */
int problem_find(char **out, const char *source, struct err *err);

/*
 * Applies what the user asked for, then looks at the files of all tests. An answer larger than the
 * output limit is an ERR_INPUT when the limit was stated, and raises a default; a file that cannot be
 * read or is larger than 1 GiB is an ERR_INPUT. Warnings: CR LF, byte order marks, empty answers,
 * inputs larger than the memory limit, a memory limit that is too small for interpreters.
 */
int problem_settle(struct problem *problem, const struct problem_overrides *asked, struct err *err);

/* The package's generators give way to this one. Fails only when out of memory. */
int problem_use_generator(struct problem *problem, const char *path, struct err *err);

void problem_free(struct problem *problem); /* takes NULL */

#endif
