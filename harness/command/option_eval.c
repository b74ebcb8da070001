/* SPDX-License-Identifier: MIT */
#include "command/option_eval.h"

#include <stdlib.h>

/* "1,10,100" */
int option_set_pass_at(struct settings *s, const char *option, const char *value, struct err *err)
{
    s->pass_at_count = 0;
    for (;;) {
        unsigned long k = strtoul(value, (char **)&value, 10);

        if (k < 1 || k > 1000000 || (*value && *value != ',') || s->pass_at_count == PASS_AT_MAX)
            return err_set(err, ERR_INPUT, "%s wants at most %d numbers: 1,10,100", option,
                           PASS_AT_MAX);
        s->pass_at[s->pass_at_count++] = (unsigned)k;
        if (!*value++)
            return 0;
    }
}

int option_set_format(struct settings *s, const char *option, const char *value, struct err *err)
{
    if (!*value)
        return err_set(err, ERR_INPUT, "%s wants the name of a format", option);
    s->format = value;
    return 0;
}
