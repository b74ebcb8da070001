/* SPDX-License-Identifier: MIT */
/* The commands: one function each, one file each; main.c has the table. */
#ifndef HARNESS_COMMAND_COMMAND_H
#define HARNESS_COMMAND_COMMAND_H

#include "command/option.h"
#include "winnow/err.h"

/* Exit codes (the failures' are enum err_kind's). */
enum {
    EXIT_DONE = 0,         /* the work was done, whatever the verdicts */
    EXIT_NOT_AS_ASKED = 1, /* judge, verify, stress: what was asked for does not hold */
};

/* A command does its work and returns an exit code, or -1 with err. */
typedef int command_run(const struct settings *settings, const struct arguments *arguments,
                        struct err *err);

command_run command_run_all, command_compare, command_filter, command_cluster, command_inputs,
    command_judge, command_verify, command_stress, command_eval, command_merge, command_import,
    command_languages, command_doctor;

#endif
