/* SPDX-License-Identifier: MIT */
/* What `winnow eval` and `winnow merge` share: an evaluation with all that it stands on, and how it is reported. */
#ifndef HARNESS_COMMAND_EVAL_COMMAND_H
#define HARNESS_COMMAND_EVAL_COMMAND_H

#include "command/command.h"
#include "eval/evaluation.h"
#include "eval/result/results.h"
#include "stage/session.h"

struct eval_command {
    struct session session; /* of merge: settings and isolation alone */
    struct suite suite;
    const char **paths; /* of samples, those compared with last */
    struct samples *samples;
    struct generated *generated; /* or NULL */
    struct drivers drivers;
    struct outcome_log *log;
    struct evaluation evaluation;
    struct summary summary;
};

void eval_command_release(struct eval_command *c); /* takes a zeroed one */

/* Loads the suite and opens the samples: the words, and --against behind them. */
int eval_command_open(struct eval_command *c, const struct settings *settings,
                      const struct arguments *words, struct err *err);

/* Writes what it came to into DIR and prints it. The exit code, or -1. */
int eval_command_report(struct eval_command *c, const struct settings *settings, const char *dir,
                        const struct arguments *words, struct err *err);

/* What is odd: tasks that are not isolated, canonical solutions that fail; and what an earlier run had judged. */
void eval_command_remark(const struct eval_command *c);

/* ERR_INPUT: a file of these cannot be read a second time, as `winnow merge` does. */
int eval_command_check_shard(const struct settings *settings, const struct arguments *arguments,
                             struct err *err);

/* Of one shard: DIR/shard.jsonl, and a few lines. */
int eval_command_end_shard(struct eval_command *c, const struct settings *settings, const char *dir,
                           const struct arguments *arguments, struct err *err);

#define EVAL_DIR "winnow-eval" /* where there is no -o */

#endif
