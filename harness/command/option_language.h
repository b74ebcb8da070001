/* SPDX-License-Identifier: MIT */
/* The options that name languages; option.c has the table. */
#ifndef HARNESS_COMMAND_OPTION_LANGUAGE_H
#define HARNESS_COMMAND_OPTION_LANGUAGE_H

#include "record/settings.h"
#include "winnow/err.h"

int option_set_language(struct settings *s, const char *option, const char *value, struct err *err);
int option_set_language_map(struct settings *s, const char *option, const char *value,
                            struct err *err);
int option_set_python(struct settings *s, const char *option, const char *value, struct err *err);

#endif
