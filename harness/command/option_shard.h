/* SPDX-License-Identifier: MIT */
/* --shard; option.c has the table. */
#ifndef HARNESS_COMMAND_OPTION_SHARD_H
#define HARNESS_COMMAND_OPTION_SHARD_H

#include "record/settings.h"
#include "winnow/err.h"

int option_set_shard(struct settings *s, const char *option, const char *value, struct err *err);

#endif
