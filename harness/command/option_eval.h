/* SPDX-License-Identifier: MIT */
/* Values of the options of `winnow eval`. */
#ifndef HARNESS_COMMAND_OPTION_EVAL_H
#define HARNESS_COMMAND_OPTION_EVAL_H

#include "record/settings.h"

int option_set_pass_at(struct settings *s, const char *option, const char *value, struct err *err);
int option_set_extract(struct settings *s, const char *option, const char *value, struct err *err);
int option_set_stop(struct settings *s, const char *option, const char *value, struct err *err);
int option_set_plus(struct settings *s, const char *option, const char *value, struct err *err);
int option_set_compare(struct settings *s, const char *option, const char *value, struct err *err);
int option_set_shard(struct settings *s, const char *option, const char *value, struct err *err);

#endif
