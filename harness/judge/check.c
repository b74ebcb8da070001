/* SPDX-License-Identifier: MIT */
#include "judge/check.h"

#include <string.h>

static const struct check_kind *const kinds[] = {
    &check_exact,
    &check_validator,
    &check_interactive,
};

const struct check_kind *check_kind_find(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}
