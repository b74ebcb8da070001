/* SPDX-License-Identifier: MIT */
/* Values of the options that stand in for a problem's limits and its checker. */
#ifndef HARNESS_COMMAND_OPTION_LIMITS_H
#define HARNESS_COMMAND_OPTION_LIMITS_H

#include "record/settings.h"

int option_set_time_limit(struct settings *s, const char *option, const char *value,
                          struct err *err);
int option_set_memory_limit(struct settings *s, const char *option, const char *value,
                            struct err *err);
int option_set_output_limit(struct settings *s, const char *option, const char *value,
                            struct err *err);
int option_set_float_tolerance(struct settings *s, const char *option, const char *value,
                               struct err *err);
int option_set_checker(struct settings *s, const char *option, const char *value, struct err *err);

#endif
